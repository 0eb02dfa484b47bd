#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

/* The length of the folder part of PATH with its slash, or 0. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static int check_target(const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st)) {
		if (errno == ENOENT)
			return 0;
		return err_sys(e, errno, "cannot look at %s", path);
	}
	if (S_ISREG(st.st_mode))
		return 0;
	err_set(e, "will not replace %s: it is not a regular file", path);
	return err_help(e, "name a file that does not exist yet, or a regular one");
}

int file_begin(struct new_file *f, const char *path, struct err *e)
{
	size_t folder = folder_length(path), n = strlen(path);
	static const char mark[] = ".XXXXXX";

	*f = (struct new_file){.fd = -1};
	if (n == folder)
		return err_set(e, "cannot write %s: a file name is missing", path);
	if (check_target(path, e))
		return -1;
	f->path = alloc_bytes(n + 1);
	memcpy(f->path, path, n + 1);
	f->temp = alloc_bytes(n + 1 + sizeof(mark));
	memcpy(f->temp, path, folder);
	f->temp[folder] = '.';
	memcpy(f->temp + folder + 1, path + folder, n - folder);
	memcpy(f->temp + n + 1, mark, sizeof(mark));
	f->fd = mkostemp(f->temp, O_CLOEXEC);
	if (f->fd < 0) {
		int sys = errno;

		free(f->temp);
		f->temp = NULL;
		file_abandon(f);
		return err_sys(e, sys, "cannot make a file beside %s", path);
	}
	return 0;
}

int file_write(struct new_file *f, const void *p, size_t n, struct err *e)
{
	const char *at = p;

	while (n) {
		ssize_t done = write(f->fd, at, n < 1u << 30 ? n : 1u << 30);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return err_sys(e, done ? errno : EIO, "cannot write %s", f->path);
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

/* Makes the new name in the folder of PATH last. */
static int sync_folder(const char *path, struct err *e)
{
	size_t n = folder_length(path);
	char *folder = alloc_bytes(n + 2);
	int fd, sys = 0;

	memcpy(folder, path, n);
	memcpy(folder + n, n ? "" : ".", n ? 1 : 2);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return err_sys(e, errno, "cannot open the folder of %s", path);
	if (fsync(fd) && errno != EINVAL && errno != ENOTSUP)
		sys = errno;
	close(fd);
	return sys ? err_sys(e, sys, "cannot sync the folder of %s", path) : 0;
}

int file_commit(struct new_file *f, struct err *e)
{
	int fd = f->fd, rc;

	if (fchmod(fd, 0644) || fsync(fd))
		return err_sys(e, errno, "cannot write %s", f->path);
	f->fd = -1;
	if (close(fd))
		return err_sys(e, errno, "cannot write %s", f->path);
	if (check_target(f->path, e))
		return -1;
	if (rename(f->temp, f->path))
		return err_sys(e, errno, "cannot rename the new file to %s", f->path);
	free(f->temp);
	f->temp = NULL;
	rc = sync_folder(f->path, e);
	file_abandon(f);
	return rc;
}

void file_abandon(struct new_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	if (f->temp)
		unlink(f->temp);
	free(f->temp);
	free(f->path);
	*f = (struct new_file){.fd = -1};
}
