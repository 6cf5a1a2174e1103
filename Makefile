# Every target is one line that calls a script; settings pass through as they are: make load SCENARIO=registry PROFILE=smoke
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# Node keeps compiled code here: half of what a start costs
export NODE_COMPILE_CACHE := $(CURDIR)/node_modules/.cache/node-compile
export COMMAND_STARTED_MS := $(shell date +%s%3N)
export SETTINGS_GIVEN := $(strip $(foreach name,$(.VARIABLES),$(if $(filter command line,$(origin $(name))),$(name))))

.DEFAULT_GOAL := help
.PHONY: help setup load load-registry load-deps load-codebase load-workflow fault heal doctor prove prove-heal prove-writes prove-ab prove-history repeat nightly history report compare ab validate list bench baseline calibrate guides test check fix docs clean

help: ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## install what is missing: npm packages and k6
	@PATH="$(SYSTEM_PATH)" node scripts/setup.mjs npm k6

load: setup ## put load on the mesh and say what it proves
	@node scripts/load.ts

load-registry: export SCENARIO := registry
load-registry: load ## the same on the registry alone

load-deps: export SCENARIO := registry-lookup
load-deps: export PROFILE := resolve-100
load-deps: load ## the same on dependency lookups in the registry: PROFILE=resolve-100

load-codebase: export SCENARIO := search
load-codebase: load ## the same on the code search server alone

load-workflow: export SCENARIO := workflow
load-workflow: load ## the same on the workflow server alone

fault: setup-faults ## put load on, break something on purpose, heal it: FAULT=kill:target=mcp-mesh,for=5
	@node scripts/fault.ts

heal: setup ## heal whatever a killed run left behind
	@node scripts/heal.ts

doctor: setup ## look whether a run can go well here, and how to put right what is bad
	@node scripts/doctor.ts

prove: setup-faults ## break what every gate is about and see that it turns red: TRIP=kill for some
	@node scripts/prove.ts

prove-heal: setup-faults ## kill runs at random moments and see that nothing is left: COUNT=200
	@node scripts/prove-heal.ts

prove-writes: setup ## kill a workflow server or its database under load and see that nothing answered 201 is lost: COUNT=20
	@node scripts/prove-writes.ts

prove-history: setup ## see that changes in nightly histories are found, and none made up; also beside Apache Otava
	@node scripts/prove-history.ts

nightly: setup-faults ## every scenario, target and fault that can run here, with a history: BUDGET=2h for the most due
	@node scripts/nightly.ts

history: setup ## what changed over the nights, since when, at which revision: a page, and Markdown
	@node scripts/history.ts

report: setup ## report.html, report.md, junit.xml and results by row of a run, also an old one: RUN=latest
	@node scripts/report.ts

compare: setup ## what became slower between two runs: BASE=<run> HEAD=latest
	@node scripts/compare.ts

ab: setup ## two targets in turns under the same load, with proof: BASE_TARGET=… HEAD_TARGET=… ROUNDS=10
	@node scripts/ab.ts

validate: setup ## whether a run meets its rows and is no worse than a baseline: BASELINE=<run> OUTPUT=<file>
	@node scripts/validate.ts

repeat: setup ## whether verdicts repeat here: the same load COUNT times, on a machine with nothing else to do
	@node scripts/repeat.ts

prove-ab: setup-faults ## how often make ab errs: COUNT comparisons of a registry with itself, and with a real delay
	@node scripts/prove-ab.ts

list: setup ## what there is to choose from; with ROWS=REG where each row of the requirements is proven
	@node scripts/list.ts

bench: setup ## what the suite itself costs, beside hand-written k6
	@node scripts/bench.ts

baseline: setup ## record what this machine does; later runs are held against it: ROWS=SRCH for some
	@node scripts/baseline.ts

calibrate: setup ## measure when k6 is late on this machine; runs that follow judge it by that
	@node scripts/calibrate.ts

guides: setup-faults ## run every command that the guides show, each shortened: GUIDES=README.md for some
	@node scripts/guides.ts

test: setup-faults ## everything: check, unit tests, and the real thing end to end; with ROWS=REG-11 one row at full length
	@node scripts/test.ts

check: setup ## format, lint, types, unused code, boundaries, docs
	@node scripts/check.ts

fix: setup ## put right what can be put right by itself: format, lint, docs
	@biome check --write --log-level=warn . && node scripts/docs.ts

clean: ## remove what was installed and built; results stay
	@rm -rf node_modules build/bin build/dist

.PHONY: setup-faults
setup-faults:
	@PATH="$(SYSTEM_PATH)" node scripts/setup.mjs npm k6 toxiproxy
