package chaos

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/store/redis/redistest"
)

const (
	hookSecret = "mot-bi-mat"
	deskSecret = "mot-bi-mat-cua-quay-ho-tro"
	staffGroup = -1001234567890
)

// Build makes the bot's program in a folder and returns its path. race makes
// it watch for data races, which slows it down.
func Build(dir string, race bool) (string, error) {
	bin := filepath.Join(dir, "bot")
	args := []string{"build", "-o", bin}
	if race {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "hotro/cmd/bot")...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the bot: %w\n%s", err, out)
	}
	return bin, nil
}

// World is the bots, what they depend on, and the people behind the platforms.
type World struct {
	o    Options
	tb   testing.TB
	dir  string // of outputs and of the embedded store
	ctx  context.Context
	stop context.CancelFunc

	ledger       *ledger
	dice         *dice // of the faults
	processes    *processes
	redis        *redistest.Server // nil in mode Embedded, and with a group
	group        *redistest.Group  // nil without one
	platforms    *platforms
	webhookProxy *webhookProxy
	replicas     []*replica
	aside        sync.WaitGroup // trouble that goes on beside the rest
	found        []string       // what the audit found, in words
}

// NewWorld starts the platforms, Redis and the bots, without any fault. All of
// it ends with the test, and what the bots wrote is shown when it has failed.
func NewWorld(tb testing.TB, o Options) *World {
	tb.Helper()
	o = o.complete()
	w := &World{o: o, tb: tb, dir: tb.TempDir(), ledger: newLedger(), dice: newDice(o.Seed, 1), processes: newProcesses()}
	w.ctx, w.stop = context.WithCancel(context.Background())
	tb.Cleanup(w.close)
	w.platforms = newPlatforms(tb, o, w.ledger)
	w.webhookProxy = &webhookProxy{ledger: w.ledger, dice: newDice(o.Seed, 4), targets: w.up, twice: o.Mode != Reply, ctx: w.ctx}
	w.webhookProxy.client.Timeout = 10 * time.Second
	switch {
	case o.Group == Sentinel:
		w.group = redistest.StartWatched(tb)
	case o.Group == Cluster:
		w.group = redistest.StartReplicated(tb)
	case o.Mode != Embedded:
		w.redis = redistest.Start(tb)
	}
	for n := range o.Replicas {
		w.add(n + 1)
	}
	w.allUp(patience)
	return w
}

func (w *World) serve(s *httptest.Server) string {
	w.tb.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}

// add starts one more replica.
func (w *World) add(n int) {
	w.tb.Helper()
	r := &replica{n: n, bin: w.o.Bin, processes: w.processes, ledger: w.ledger, output: filepath.Join(w.dir, fmt.Sprintf("bot-%d.log", n))}
	if len(w.replicas) > 0 {
		r.environ = w.replicas[0].environ // all but Redis is the same for all
	} else {
		r.environ = w.environ()
		w.platforms.zalo.Hook(setting(r.environ, "PUBLIC_URL")+"/webhook/zalo", nil)
	}
	if w.redis != nil {
		proxy, err := newRedisProxy(w.redis.Addr)
		if err != nil {
			w.tb.Fatal(err)
		}
		w.tb.Cleanup(proxy.close)
		r.redisProxy = proxy
		r.environ = append(append([]string(nil), r.environ...), "REDIS_URL=redis://"+proxy.addr())
	}
	if w.group != nil {
		r.environ = append(append([]string(nil), r.environ...), "REDIS_URL="+w.groupURL(r.name()))
	}
	w.replicas = append(w.replicas, r)
	if err := r.start(); err != nil {
		w.tb.Fatal(err)
	}
}

// groupURL is the REDIS_URL of a client of the group.
func (w *World) groupURL(client string) string {
	url := w.group.URL(client)
	if w.o.Wait == "" {
		return url
	}
	if strings.Contains(url, "?") {
		return url + "&wait=" + w.o.Wait
	}
	return url + "?wait=" + w.o.Wait
}

// setting returns the value of one setting in an environment.
func setting(environ []string, name string) string {
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			return v
		}
	}
	return ""
}

func (w *World) environ() []string {
	mode := "poll"
	if w.o.Mode == Webhook || w.o.Mode == Reply {
		mode = "webhook"
	}
	z, zalo := w.platforms.zalo.Options(), w.serve(httptest.NewServer(w.platforms.zaloProxy))
	e := []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "DATA_DIR=" + filepath.Join(w.dir, "data"), "LOG_FORMAT=json", "DESK_LOGIN_SECRET=" + deskSecret,
		"PUBLIC_URL=" + w.serve(httptest.NewServer(w.webhookProxy)),
		"TELEGRAM_TOKEN=" + w.platforms.telegram.Token(), "TELEGRAM_API_URL=" + w.serve(httptest.NewServer(w.platforms.telegramProxy)),
		"TELEGRAM_MODE=" + mode, "TELEGRAM_WEBHOOK_SECRET=" + hookSecret, fmt.Sprintf("TELEGRAM_STAFF_CHAT=%d", staffGroup),
		"TELEGRAM_RATE=0", "TELEGRAM_CHAT_RATE=0", "TELEGRAM_GROUP_RATE=0", "BUDGET_SCALE=1000", // all users have one address
		"ZALO_APP_ID=" + z.AppID, "ZALO_APP_SECRET=" + z.AppSecret, "ZALO_OA_SECRET=" + z.OASecret, "ZALO_REFRESH_TOKEN=" + z.Refresh,
		"ZALO_API_URL=" + zalo, "ZALO_OAUTH_URL=" + zalo, "ZALO_RATE=0",
	}
	if w.o.Mode == Reply {
		e = append(e, "TELEGRAM_WEBHOOK_REPLY=true")
	}
	return e
}

// up lists the addresses of the replicas that answer.
func (w *World) up() []string {
	var up []string
	for _, r := range w.replicas {
		if a, ok := r.address(); ok {
			up = append(up, a)
		}
	}
	return up
}

// until waits for something to come true, and fails the test when it does not.
func (w *World) until(what string, within time.Duration, is func() bool) {
	w.tb.Helper()
	if !w.wait(within, is) {
		w.tb.Fatalf("within %v it did not happen: %s", within, what)
	}
}

func (w *World) wait(within time.Duration, is func() bool) bool {
	tick, over := time.NewTicker(20*time.Millisecond), time.NewTimer(within)
	defer tick.Stop()
	defer over.Stop()
	for !is() {
		select {
		case <-over.C:
			return is()
		case <-tick.C:
		}
	}
	return true
}

func (w *World) allUp(within time.Duration) {
	w.tb.Helper()
	w.until("every replica answers", within, func() bool { return len(w.up()) == len(w.replicas) })
}

// close ends everything; a failed test shows the last words of each bot.
func (w *World) close() {
	w.stop()
	w.webhookProxy.wg.Wait()
	w.aside.Wait()
	for _, r := range w.replicas {
		r.crash()
	}
	w.processes.close()
	if w.tb.Failed() {
		w.tb.Logf("problems seen on the way: %q", w.ledger.problems)
		w.tb.Logf("problems found by the audit:\n%s", strings.Join(w.found, "\n"))
		for _, r := range w.replicas {
			w.tb.Logf("%s:\n%s", filepath.Base(r.output), tail(r.output, 8))
		}
	}
}

// tail returns the last lines of a file.
func tail(path string, lines int) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
