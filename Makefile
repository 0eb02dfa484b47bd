# Makefile of pixc. `make help` lists the targets. V=1 shows the commands.
VERSION := 0.1.0
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
DESTDIR ?=
CC := gcc
CLANG := clang
VARIANT ?= release
B := build/$(VARIANT)
GEN := build/gen

V ?= 0
Q := $(if $(filter 1,$(V)),,@)
say = @$(if $(filter 1,$(V)),:,printf '  %-8s %s\n' $(1) $(2))

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror
PKGS := yaml-0.1 libgit2 libarchive libpcre2-8 libutf8proc libcrypto zlib
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# cmark-gfm: Debian 12 has no .pc file for its extensions.
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lcmark-gfm

OPT_release := -O2 -g
OPT_clang := -O2 -g
OPT_san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CC_release := $(CC)
CC_clang := $(CLANG)
CC_san := $(CC)
OPT := $(OPT_$(VARIANT))
CCV := $(CC_$(VARIANT))

CPPFLAGS := -D_GNU_SOURCE -DPIXC_VERSION='"$(VERSION)"' -DPCRE2_CODE_UNIT_WIDTH=8 -Icompiler -Iruntime -I$(GEN)
CFLAGS := -std=c11 $(WARN) $(OPT) -fvisibility=hidden $(PKG_CFLAGS)
LDFLAGS := $(OPT)

# --- sources ------------------------------------------------------------------
BUNDLE_SRC := $(wildcard runtime/bundle/*.c)
MARKING_SRC := $(wildcard runtime/marking/*.c)
RUNTIME_SRC := $(BUNDLE_SRC) $(MARKING_SRC)
FRONT_SRC := $(wildcard compiler/base/*.c compiler/diag/*.c compiler/yaml/*.c compiler/schema/*.c)
COMPILER_SRC := $(wildcard compiler/*/*.c)
CATALOG := $(GEN)/catalog.c
SCHEMAS := $(wildcard schema/*.schema.json)
SCHEMA_C := $(if $(wildcard tools/mkschema.c),$(GEN)/schemas.c)

obj = $(patsubst %.c,$(B)/%.o,$(1))
COMPILER_OBJ := $(call obj,$(COMPILER_SRC)) $(B)/gen/catalog.o $(if $(SCHEMA_C),$(B)/gen/schemas.o)
BUNDLE_OBJ := $(call obj,$(BUNDLE_SRC))
RUNTIME_OBJ := $(call obj,$(RUNTIME_SRC))
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT_BIN := $(patsubst tests/unit/%.c,$(B)/tests/%,$(UNIT_SRC))

.PHONY: all check test san layers lint fmt-code fmt-check lib install uninstall bench fresh docs docs-check clean help unit
.DEFAULT_GOAL := all

all: $(B)/pixc ## build pixc

$(B)/pixc: $(call obj,compiler/main.c) $(COMPILER_OBJ) $(RUNTIME_OBJ)
	$(call say,LINK,$@)
	$(Q)$(CCV) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(GEN)/%.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# --- generated files: made by host tools, never committed ----------------------
H := build/host
$(H)/%.o: %.c
	$(call say,HOSTCC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 -O1 -g $(WARN) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

$(H)/mkcatalog: $(patsubst %.c,$(H)/%.o,tools/mkcatalog.c $(wildcard compiler/base/*.c))
	$(call say,HOSTLD,$@)
	$(Q)$(CC) -o $@ $^ $(PKG_LIBS)

PAGES := $(wildcard compiler/diag/pages/*.md)
$(CATALOG): $(H)/mkcatalog $(PAGES) compiler/diag/po/fr.po
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$(H)/mkcatalog $@ compiler/diag/po/fr.po $(PAGES)

$(H)/catalog.o: $(CATALOG)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 -O1 -g $(WARN) -c -o $@ $<

$(H)/mkschema: $(patsubst %.c,$(H)/%.o,tools/mkschema.c $(FRONT_SRC)) $(H)/catalog.o
	$(call say,HOSTLD,$@)
	$(Q)$(CC) -o $@ $^ $(PKG_LIBS)

$(GEN)/schemas.c: $(H)/mkschema $(SCHEMAS)
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$(H)/mkschema $@ $(SCHEMAS)

# --- tests ----------------------------------------------------------------------
$(B)/tests/%: $(B)/tests/unit/%.o $(COMPILER_OBJ) $(RUNTIME_OBJ)
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka -ljansson

# Memory runs out where the test says so.
$(B)/tests/test_marking_bundle: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(B)/tests/generate: $(wildcard tests/generate/*.[ch])
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lz

$(B)/tests/find: tests/build/find.c $(BUNDLE_OBJ)
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(B)/tests/solve: tests/marking/solve.c $(RUNTIME_OBJ)
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -ljansson

test: ## run all tests: both compilers, sanitizers, layers, suites
	@tests/run.sh

check: ## run the quick tests of this variant (unit tests, layers)
check: unit layers

san: ## build with AddressSanitizer and UBSan and run the unit tests
	@$(MAKE) VARIANT=san all unit

lint: ## look at the code with cppcheck and at the scripts with shellcheck, where installed
	@command -v cppcheck >/dev/null && cppcheck --quiet --std=c11 --enable=warning,portability \
		--inline-suppr --suppress=missingIncludeSystem -Icompiler -Iruntime compiler runtime tools || true
	@command -v shellcheck >/dev/null && shellcheck $$(git ls-files '*.sh' compile-content run-tests .ci/run) || true

unit: $(UNIT_BIN) ## run the unit tests of this variant
	@set -e; for t in $(UNIT_BIN); do $$t; done

layers: ## check which folder includes which, and forbidden functions
	@tools/layers.sh

fmt-code: ## format the C code
	$(Q)clang-format -i $$(git ls-files -co --exclude-standard '*.c' '*.h')

fmt-check: ## check the format of the C code
	$(Q)clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h')

bench: build/release/pixc build/release/tests/generate ## measure pixc on 10,000 generated challenges
	@tests/generate/bench.sh

fresh: ## run the README's commands on a bare Debian 12 (root, debootstrap)
	@tests/fresh/run.sh

# --- documents -------------------------------------------------------------------
docs: build/docs/findings.md ## write build/docs/findings.md: all rules on one page

build/docs/findings.md: tools/findings.sh compiler/diag/rules.def $(PAGES)
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)tools/findings.sh > $@.new && mv $@.new $@

$(H)/mkformat: $(H)/tools/mkformat.o $(H)/runtime/bundle/format.o
	$(call say,HOSTLD,$@)
	$(Q)$(CC) -o $@ $^

docs-check: all $(H)/mkformat ## compare documents with the program: limits, commands, rules, folders, packages
	@tools/docs-check.sh $(B)/pixc
	@$(H)/mkformat --check docs/bundle-format.md

# --- the libraries that the runtime engine links, and what is installed --------------
# libpxb reads bundles and needs the C library alone; libpxm marks answers and needs libpxb, PCRE2 and utf8proc.
pxb_ABI := $(shell sed -n 's/^.define PXB_ABI //p' runtime/bundle/pxb.h)
pxm_ABI := $(shell sed -n 's/^.define PXM_ABI //p' runtime/marking/pxm.h)
pxb_OBJ := $(patsubst %.c,$(B)/pic/%.o,$(BUNDLE_SRC))
pxm_OBJ := $(patsubst %.c,$(B)/pic/%.o,$(MARKING_SRC))
pxb_SHARED := libpxb.so.$(pxb_ABI).$(VERSION)
pxm_SHARED := libpxm.so.$(pxm_ABI).$(VERSION)
pxm_LIBS := $(B)/$(pxb_SHARED) $(shell pkg-config --libs libpcre2-8 libutf8proc 2>/dev/null)

$(B)/pic/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CCV) $(CPPFLAGS) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<

# One object whose only global names are the public ones, so that nothing clashes.
$(B)/libpxb.a: $(pxb_OBJ)
$(B)/libpxm.a: $(pxm_OBJ)
$(B)/libpxb.a $(B)/libpxm.a: $(B)/%.a:
	$(call say,AR,$@)
	$(Q)rm -f $@ && ld -r -o $(B)/pic/$*.o $^ && objcopy --localize-hidden $(B)/pic/$*.o
	$(Q)ar rcsD $@ $(B)/pic/$*.o

shared = $(CCV) $(LDFLAGS) -shared -Wl,-soname,lib$(1).so.$($(1)_ABI) -Wl,--version-script=$(2) -Wl,-z,defs \
	-o $@ $($(1)_OBJ) $($(1)_LIBS)

$(B)/$(pxb_SHARED): $(pxb_OBJ) runtime/bundle/pxb.map
	$(call say,LINK,$@)
	$(Q)$(call shared,pxb,runtime/bundle/pxb.map)

$(B)/$(pxm_SHARED): $(pxm_OBJ) runtime/marking/pxm.map $(B)/$(pxb_SHARED)
	$(call say,LINK,$@)
	$(Q)$(call shared,pxm,runtime/marking/pxm.map)

lib: $(B)/libpxb.a $(B)/$(pxb_SHARED) $(B)/libpxm.a $(B)/$(pxm_SHARED) ## build the libraries, static and shared

INSTALLED := $(PREFIX)/bin/pixc $(PREFIX)/share/man/man1/pixc.1 $(PREFIX)/share/doc/pixc/LICENSE \
	$(foreach l,pxb pxm,$(PREFIX)/include/pixc/$(l).h $(LIBDIR)/lib$(l).a $(LIBDIR)/$($(l)_SHARED) \
	$(LIBDIR)/lib$(l).so.$($(l)_ABI) $(LIBDIR)/lib$(l).so) \
	$(LIBDIR)/pkgconfig/pixc-bundle.pc $(LIBDIR)/pkgconfig/pixc-marking.pc

# $(call install_library,pxb,folder,package). Installed headers lie side by side: there, none names a folder.
define install_library
	$(Q)install -d $(DESTDIR)$(PREFIX)/include/pixc $(DESTDIR)$(LIBDIR)/pkgconfig
	$(Q)sed 's|^#include "[a-z]*/|#include "|' runtime/$(2)/$(1).h > $(DESTDIR)$(PREFIX)/include/pixc/$(1).h
	$(Q)install -D -m 644 $(B)/lib$(1).a $(DESTDIR)$(LIBDIR)/lib$(1).a
	$(Q)install -D -m 755 $(B)/$($(1)_SHARED) $(DESTDIR)$(LIBDIR)/$($(1)_SHARED)
	$(Q)ln -sf $($(1)_SHARED) $(DESTDIR)$(LIBDIR)/lib$(1).so.$($(1)_ABI)
	$(Q)ln -sf lib$(1).so.$($(1)_ABI) $(DESTDIR)$(LIBDIR)/lib$(1).so
	$(Q)sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' runtime/$(2)/$(3).pc.in \
		> $(DESTDIR)$(LIBDIR)/pkgconfig/$(3).pc
endef

install: all lib ## install pixc, the libraries, their headers, manual and licence (PREFIX, LIBDIR, DESTDIR)
	$(Q)install -D -m 755 $(B)/pixc $(DESTDIR)$(PREFIX)/bin/pixc
	$(call install_library,pxb,bundle,pixc-bundle)
	$(call install_library,pxm,marking,pixc-marking)
	$(Q)install -D -m 644 man/pixc.1 $(DESTDIR)$(PREFIX)/share/man/man1/pixc.1
	$(Q)install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/pixc/LICENSE

uninstall: ## remove what install put there
	$(Q)rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	$(Q)rmdir $(DESTDIR)$(PREFIX)/include/pixc $(DESTDIR)$(PREFIX)/share/doc/pixc 2>/dev/null || true

clean: ## remove all that was built
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)
