# The two commands: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

export CGO_ENABLED ?= 0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSITYGW   := github.com/versity/versitygw/cmd/versitygw@v1.8.0
TOOLS       := $(CURDIR)/build/tools
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS     := -s -w -X main.version=$(VERSION)
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/e2e -prune -o -type f -print 2>/dev/null)
GO_SOURCES  := $(shell find . -path ./web/node_modules -prune -o -path ./build -prune -o -name '*.go' -print) go.mod go.sum
DATA        ?= ./data

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# ---- set-up -----------------------------------------------------------------

.PHONY: setup setup-test
setup: ## install what `make run` needs
	@tools/setup run

setup-test: $(TOOLS)/versitygw ## install what `make test` needs
	@tools/setup test

web/node_modules/.installed: web/package.json web/package-lock.json
	@echo "setup: npm packages of the console"
	@# not "npm ci": the linter's binaries for other platforms are no part of the lock file
	@cd web && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

# ---- build ------------------------------------------------------------------

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	@echo "build: console"
	@cd web && npm run --silent build

bin/shiheng: web/dist/index.html $(GO_SOURCES)
	@echo "build: bin/shiheng $(VERSION)"
	@go build -trimpath -ldflags '$(LDFLAGS)' -o $@ ./cmd/shiheng

.PHONY: build
build: web/dist/index.html ## static binaries for linux amd64, arm64 and loong64 in dist/
	@for arch in amd64 arm64 loong64; do \
	  echo "build: dist/shiheng-linux-$$arch"; \
	  GOOS=linux GOARCH=$$arch go build -trimpath -ldflags '$(LDFLAGS)' -o dist/shiheng-linux-$$arch ./cmd/shiheng; \
	done

# The verifier of evidence bundles shares nothing with the platform: it is built of its own room only.
VERIFY_SOURCES := $(shell find verify cmd/shiheng-verify tools/verifypage -type f ! -name '*_test.go' ! -path '*/testdata/*') go.mod go.sum

bin/shiheng-verify: $(VERIFY_SOURCES)
	@echo "build: bin/shiheng-verify"
	@go build -trimpath -ldflags '$(LDFLAGS)' -o $@ ./cmd/shiheng-verify

dist/verify/index.html: $(VERIFY_SOURCES)
	@echo "build: dist/verify/index.html"
	@mkdir -p build dist/verify
	@GOOS=js GOARCH=wasm go build -trimpath -ldflags '-s -w' -o build/verify.wasm ./verify/page
	@go run ./tools/verifypage build/verify.wasm $@

.PHONY: verify-page
verify-page: dist/verify/index.html bin/shiheng-verify ## the verifier's page and its program for this machine
	@cp verify/README.txt dist/verify/README.txt
	@cp bin/shiheng-verify dist/verify/shiheng-verify-$$(go env GOOS)-$$(go env GOARCH)
	@ln -sfn ../dist/verify bin/verify # where the platform looks for what goes into bundles

.PHONY: verifiers
verifiers: verify-page ## the verifier for linux amd64, arm64, loong64 and windows amd64, and its page, in dist/verify/
	@for to in linux-amd64 linux-arm64 linux-loong64 windows-amd64.exe; do \
	  echo "build: dist/verify/shiheng-verify-$$to"; \
	  os=$${to%%-*}; arch=$${to#*-}; \
	  GOOS=$$os GOARCH=$${arch%.exe} go build -trimpath -ldflags '$(LDFLAGS)' -o dist/verify/shiheng-verify-$$to ./cmd/shiheng-verify; \
	done

# ---- run --------------------------------------------------------------------

.PHONY: run
run: setup bin/shiheng verify-page ## start a practice platform with four simulated cameras in ./data
	@exec bin/shiheng serve --practice --data $(DATA)

# ---- check, test, bench -----------------------------------------------------

$(TOOLS)/staticcheck:
	@echo "setup: $(STATICCHECK)"
	@GOBIN=$(TOOLS) go install $(STATICCHECK)

$(TOOLS)/versitygw:
	@echo "setup: $(VERSITYGW), an S3 server for the tests of second copies (about a minute, once)"
	@GOBIN=$(TOOLS) GOFLAGS=-mod=mod go install $(VERSITYGW)

$(TOOLS)/golangci-lint:
	@echo "setup: $(GOLANGCI) (about five minutes, once)"
	@GOBIN=$(TOOLS) go install $(GOLANGCI)

.PHONY: check
check: web/dist/index.html $(TOOLS)/staticcheck ## format, vet, staticcheck, the house test, generated files, console checks
	@tools/stage format 'test -z "$$(gofmt -l $$(git ls-files "*.go"))" || { gofmt -l $$(git ls-files "*.go"); exit 1; }'
	@tools/stage vet go vet ./...
	@tools/stage staticcheck $(TOOLS)/staticcheck ./...
	@tools/stage house go test -count=1 .
	@tools/stage generated tools/fresh
	@tools/stage console 'cd web && npm run --silent check'

.PHONY: lint
lint: $(TOOLS)/golangci-lint ## check, and golangci-lint
	@$(MAKE) --no-print-directory check
	@tools/stage golangci-lint $(TOOLS)/golangci-lint run ./...

.PHONY: test
# SQLite in Go is a translation of C that shares nothing between goroutines but by our own calls: watched for races it takes
# four times as long and can find none of ours. Only the translation and its C library are left out: the driver around them uses
# sync.Map, whose generic code the linker would then take unwatched for the whole program.
test: RACE := -race -gcflags='modernc.org/sqlite/lib=-race=false' -gcflags='modernc.org/libc=-race=false'
test: setup-test ## everything: check, Go tests with race, both databases, whole house, browser
	@$(MAKE) --no-print-directory check
	@CGO_ENABLED=1 tools/stage go-test "go test $(RACE) -timeout 50m \$$(go list ./... | grep -v /test)"
	@$(MAKE) --no-print-directory bin/shiheng verify-page
	@tools/stage whole-house 'SHIHENG_BIN=$(CURDIR)/bin/shiheng go test -count=1 -timeout 20m ./test/...'
	@tools/stage browser 'cd web && SHIHENG_BIN=$(CURDIR)/bin/shiheng npm run --silent e2e'
	@echo "test: everything passed"

.PHONY: mutate
mutate: setup-test ## drop every gate in turn and demand that its named test fails (some five minutes)
	@go run ./tools/mutate $(GATES)

.PHONY: bench
bench: setup bin/shiheng ## load against the shipped binary beside a plain-copy reference, as ratios
	@SHIHENG_BIN=$(CURDIR)/bin/shiheng go run ./bench/load
	@$(MAKE) --no-print-directory bench-city

.PHONY: bench-city
bench-city: ## a register of 200,000 cameras in SQLite and in PostgreSQL: archive lists, obligations
	@SHIHENG_CITY=200000 go test -run '^$$' -bench City -benchtime 5x -timeout 60m ./store/rows

.PHONY: soak
soak: setup bin/shiheng ## 30 minutes, 50 cameras of which some misbehave
	@SHIHENG_BIN=$(CURDIR)/bin/shiheng go run ./test/soak

.PHONY: generate
generate: ## openapi.json, documents made from code, and the console's types
	@tools/generate

.PHONY: clean
clean: ## remove what was built; never ./data
	@rm -rf bin dist build web/node_modules
	@find web/dist -mindepth 1 ! -name .keep -delete 2>/dev/null || true
