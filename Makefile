# The commands of this project. Each installs what it needs (see .ci/setup); the second time it starts in seconds.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run build test test-rust test-postgres test-browser watch lint bench

# Everything is built below one folder, which the scripts in .ci know by the same name.
export CARGO_TARGET_DIR := $(abspath $(or $(CARGO_TARGET_DIR),target))
export MARKET_SITE_DIR := $(CARGO_TARGET_DIR)/site
export MARKET_DATA_DIR ?= data

marketplace := $(CARGO_TARGET_DIR)/release/marketplace

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build, fill an empty database with a sample office, and serve it
	$(marketplace) migrate
	$(marketplace) sample --if-empty
	$(marketplace) serve

build: ## Build the server and the browser half for release
	bash .ci/setup build
	bash .ci/browser
	cargo build --release --bin marketplace

test: ## Run every test: on SQLite, on PostgreSQL and in a browser
	@bash .ci/setup test
	@bash .ci/test

test-rust: ## Run the Rust tests on SQLite
	@bash .ci/setup build
	@bash .ci/test rust

test-postgres: ## Run the tests of services and server on PostgreSQL
	@bash .ci/setup test
	@bash .ci/test postgres

test-browser: ## Run the journeys in a browser
	@bash .ci/setup test
	@bash .ci/test browser

watch: ## Serve the development build, rebuilt when a file changes
	@bash .ci/setup build
	@bash .ci/watch

lint: ## Check formatting, clippy, licences and tool versions
	bash .ci/setup lint
	bash .ci/lint

bench: build ## Measure the release build under load
	bash .ci/setup bench
	MARKET_BINARY=$(marketplace) node end2end/bench.mjs
