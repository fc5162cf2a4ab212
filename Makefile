# The work is done in scripts/; `make help` lists the targets.
PREFIX  ?= /usr/local
DESTDIR ?=
STAGES  ?=

.PHONY: help build release install lab demo test lint bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r t d; do printf '  make %-8s %s\n' "$$t" "$$d"; done

build: ## debug build, in .build/debug
	@scripts/build debug

release: ## release build with the Swift runtime inside, in .build/release
	@scripts/build release

install: ## release build to PREFIX (default /usr/local)
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' scripts/install

lab: ## raise the disposable six-host site (root)
	@scripts/lab up

demo: ## from nothing to a proven site: packages, build, lab, integrate, verify (root)
	@scripts/demo

test: ## everything CI runs (root); STAGES="lint unit" runs only these
	@scripts/test $(STAGES)

lint: ## formatting of Swift, luacheck of Lua
	@scripts/lint

bench: ## the benchmarks; those of the lab only where one is up
	@scripts/bench

clean: ## remove everything that was built here
	rm -rf .build
