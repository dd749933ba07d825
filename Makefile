# make build    bin/paintbox, one static binary
# make demo     build the sample application and print the report
# make test     every test, and the examples of all packages under the race detector; installs the npm packages, the browser, the servers and the C compiler that they need
# make lint     gofmt, go vet (also for macOS and Windows), golangci-lint
# make fuzz     known vulnerabilities, then every fuzz target in turn, FUZZTIME each, until one fails
# make bench    the preview against nginx, the sample application against other bundlers, the benchmarks of the packages, then what plugins cost
# make same     does the working tree build what the revision BASE builds, byte for byte?
# make update   write the golden files anew
# make npm      bin/npm: the npm packages, with the program for every platform

GO       ?= go
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
FUZZTIME ?= 1m
BENCH    ?= .
# What "make same" compares with: where this branch left the main one, so that on the main branch what is not committed counts.
BASE     ?= $(shell git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || echo HEAD)
ONLY     ?= fuzz,growth,sample,libraries
PROGRAMS ?= 300

SAMPLE  := testdata/paintbox
EXE     := $(shell $(GO) env GOEXE)
TOOL    := bin/paintbox$(EXE)
LINTER  := bin/golangci-lint-v2.15.0$(EXE)
BROWSER := $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))

COMPILER := $(firstword $(foreach name,cc gcc clang,$(shell command -v $(name))))

# What has goroutines of its own and is quick enough to run whole under the race
# detector; the examples of all packages run under it, a whole build among them.
RACED       := ./internal/preview ./internal/compress ./internal/publish ./internal/notice ./internal/watch ./internal/inputs ./internal/cache/...
GOVULNCHECK := v1.9.0

# Every directory with a package-lock.json gets its packages, and again when the
# lock changes.
LOCKS    := $(shell git ls-files -co --exclude-standard '*package-lock.json')
PACKAGES := $(LOCKS:package-lock.json=node_modules/.package-lock.json)
PEERS    := testdata/bench/node_modules/.package-lock.json

export CGO_ENABLED := 0

.DEFAULT_GOAL := build
.PHONY: build demo test lint fuzz bench same update npm packages browser compiler servers nginx clean

build:
	$(GO) build -trimpath -ldflags '-s -w -X main.release=$(VERSION)' -o $(TOOL) ./cmd/paintbox

demo: build $(SAMPLE)/node_modules/.package-lock.json
	$(TOOL) build --cwd $(SAMPLE)

test: packages browser compiler servers
	$(GO) test -timeout 20m ./...
	CGO_ENABLED=1 $(GO) test -race -run '^Example' -timeout 20m ./...
	CGO_ENABLED=1 $(GO) test -race -timeout 20m $(RACED)

lint: $(LINTER)
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	if [ -n "$$unformatted" ]; then echo "not formatted (run gofmt -w):"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	GOOS=darwin $(GO) vet ./cmd/...
	GOOS=windows $(GO) vet ./cmd/...
	$(LINTER) run

fuzz: packages
	@mkdir -p bin; if $(GO) run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK) ./... >bin/govulncheck.log 2>&1; then cat bin/govulncheck.log; \
	elif grep -q 'fetching vulnerabilities' bin/govulncheck.log; then echo "vulnerabilities: not checked, for their database cannot be reached"; \
	else cat bin/govulncheck.log; exit 1; fi
	@while :; do for pkg in $$($(GO) list ./...); do for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
		echo "$$pkg $$target"; \
		$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
	done; done; done

bench: build browser nginx $(PACKAGES)
	node testdata/bench/preview.mjs --paintbox $(TOOL)
	node testdata/bench/bench.mjs --paintbox $(TOOL)
	node testdata/bench/growth.mjs --paintbox $(TOOL)
	node testdata/bench/shapes.mjs --paintbox $(TOOL)
	node testdata/bench/names.mjs --paintbox $(TOOL)
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...
	node testdata/bench/plugins.mjs --paintbox $(TOOL)

same: $(if $(filter fuzz growth,$(ONLY)),,packages)
	$(GO) run ./bundler/internal/same -base $(BASE) -only $(ONLY) -programs $(PROGRAMS)

update: packages
	$(GO) test $$(grep -rl --include='*_test.go' 'golden\.\(Check(t,\|Updating()\)' . | xargs -r -n1 dirname | sort -u) -update

npm:
	$(GO) run ./cmd/npmpack -version $(VERSION) -out bin/npm

packages: $(filter-out $(PEERS),$(PACKAGES))

%/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or newer"; exit 1; }
	cd $* && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

browser:
ifeq ($(BROWSER),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update && apt-get install -y --no-install-recommends chromium; \
	else echo "Chromium is missing: install it (on Debian: sudo apt-get install chromium)"; exit 1; fi
endif

# The race detector needs a C compiler; nothing else does.
compiler:
ifeq ($(COMPILER),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev; \
	else echo "a C compiler is missing: install it (on Debian: sudo apt-get install gcc libc6-dev)"; exit 1; fi
endif

# What is written for hosts is tried on these, and Redis and nginx are what a cache is shared on; apache2 is in /usr/sbin, as nginx is.
servers:
	@if ! command -v nginx >/dev/null || ! command -v caddy >/dev/null || ! command -v apache2 >/dev/null || ! command -v redis-server >/dev/null || ! ls /usr/lib/nginx/modules/*brotli_static* >/dev/null 2>&1; then \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update && apt-get install -y --no-install-recommends nginx-light libnginx-mod-http-brotli-static caddy apache2 redis-server; \
	else echo "nginx with ngx_brotli, Caddy, Apache or Redis is missing: install them (on Debian: sudo apt-get install nginx-light libnginx-mod-http-brotli-static caddy apache2 redis-server)"; exit 1; fi; fi

# What the preview is measured against; wrk asks both.
nginx:
	@if ! command -v nginx >/dev/null || ! command -v wrk >/dev/null; then if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
	then apt-get update && apt-get install -y --no-install-recommends nginx-light wrk; \
	else echo "nginx or wrk is missing: install them (on Debian: sudo apt-get install nginx-light wrk)"; exit 1; fi; fi

$(LINTER):
	GOBIN=$(CURDIR)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv bin/golangci-lint$(EXE) $@

clean:
	rm -rf bin $(SAMPLE)/dist
