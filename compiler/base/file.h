/*
 * file.h: files that appear whole or not at all.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/base.h"
#include "base/err.h"
#include "base/str.h"

/* A file that is being written beside PATH and takes its name when it is done. */
struct new_file {
	char *path; /* what it will be called */
	char *temp; /* what it is called now; NULL: nothing to do */
	int fd;
};

/*
 * Begins a new file for PATH, in the same folder under another name. What stands
 * at PATH must be a regular file or nothing: never a device, a link or a folder.
 * The caller ends with file_commit or file_abandon.
 */
int file_begin(struct new_file *f, const char *path, struct err *e);

/* Appends N bytes. */
int file_write(struct new_file *f, const void *p, size_t n, struct err *e);

/*
 * Gives the file its name, replacing what was there, after all its bytes reached
 * the disk. Mode 0644 whatever the umask. On failure what was at PATH still is.
 */
int file_commit(struct new_file *f, struct err *e);

/* Removes the unfinished file; does nothing after file_commit. */
void file_abandon(struct new_file *f);

#endif
