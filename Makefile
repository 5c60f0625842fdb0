# hotro: the commands. README.md says what each is for.
.PHONY: run generate weights attack gosec build test lint check fmt bench benchmarks fuzz chaos chaos-long soak screenshots deps tidy

GO ?= go

run:            ## the bot, the chat page and the desk on http://127.0.0.1:8080
	$(GO) run ./cmd/bot

build:          ## one static binary: bin/bot
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/bot ./cmd/bot

deps:           ## programs the tests run for real
	.ci/deps

test: deps      ## every test; it fails rather than skips where a program is missing
	GO=$(GO) .ci/test

lint: deps      ## format, modules, templates, vet, staticcheck, dead code, the pages' JavaScript, known vulnerabilities
	.ci/lint

gosec:          ## what gosec finds, judged by tools/gosec.txt; it takes minutes
	.ci/gosec

check: lint     ## what a change must pass: lint, the release build, every test
	CGO_ENABLED=0 $(GO) build -trimpath -o /dev/null ./cmd/bot
	$(MAKE) test

fmt:
	$(GO) tool -modfile=tools/go.mod gofumpt -w cmd internal knowledge prompts

generate:       ## the pages' Go code anew, after a change of a .templ file
	$(GO) tool -modfile=tools/go.mod templ fmt -log-level error internal/web
	$(GO) tool -modfile=tools/go.mod templ generate -log-level error -path . 2>/dev/null
	sed -i -f .ci/parts.sed $$(find internal/web -name '*_templ.go')
	$(GO) tool -modfile=tools/go.mod gofumpt -w $$(find internal/web -name '*_templ.go')

weights:        ## weights.bin of internal/intent/acts and classifier anew, after a change of prompts/words or knowledge
	$(GO) test ./internal/intent/acts ./internal/intent/classifier -run Fresh -count=1 -update

bench: deps     ## the program whole and in parts, on every store, three rounds: the table of docs/performance.md
	$(GO) run ./internal/performance

benchmarks:     ## every Go benchmark, once; compare two runs with benchstat
	$(GO) test -run '^$$' -bench . -benchmem ./...

fuzz:           ## every fuzz target for FUZZTIME (30s)
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep ^Fuzz); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $${FUZZTIME:-30s} $$p || exit 1; \
	  done; done

# The crash tests in their long forms; make test runs short ones. Each prints
# its seed; repeat a failure with -chaos.seed or -sim.seed.
CHAOS = $(GO) test ./internal/chaos -run TestCrash -count=1 -v -timeout 4h -args

chaos: deps     ## real processes: 10,000 messages, 200 kills of bots and Redis; every failover of Redis; 2 % of its answers lost
	$(CHAOS) -chaos.messages 10000 -chaos.kills 200
	$(GO) test ./internal/chaos -run TestFailover -count=1 -v -timeout 1h -args -chaos.failover
	$(GO) test ./internal/chaos -run TestLostAnswers -count=1 -v -timeout 1h -args -chaos.lossy 2000
	$(GO) test ./internal/store/redis -run TestFailover -count=1 -v -timeout 30m -args -failover

chaos-long: deps ## 100,000 messages, 500 kills; 1,000,000 simulated crash points; 10,000 x 100 lock-step operations
	$(CHAOS) -chaos.messages 100000 -chaos.kills 500
	$(GO) test ./internal/bot/sim -run Crashes -count=1 -v -timeout 12h -args -sim.points 1000000
	$(GO) test ./internal/store/redis -run Lockstep -count=1 -v -timeout 4h -args -rapid.checks=10000 -rapid.steps=100

soak: deps      ## half an hour of users and staff without a fault: memory, goroutines, files, store and waits over time; fails on growth
	$(GO) test ./internal/chaos -run TestSoak -count=1 -v -timeout 2h -args -chaos.soak 30m

attack: deps    ## what one machine without an account costs the program: memory, store, another user's wait
	$(GO) test ./internal/attack -run TestAttacks -count=1 -v -args -attack.all

screenshots: deps ## the desk and the chat as pictures, for the README; every page into bin/pages
	mkdir -p docs/img bin/pages
	$(GO) test ./internal/web -count=1 -run 'TestInABrowser/screenshots' -args -screenshots $(CURDIR)/docs/img -every-page $(CURDIR)/bin/pages
	$(GO) test ./internal/app -count=1 -run TestTheWidgetInABrowser -args -screenshots $(CURDIR)/docs/img
