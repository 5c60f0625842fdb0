package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/store/redis/redistest"
)

// calls posts to a webhook and returns the status.
func (w *world) calls(path string, h http.Header, body string) int {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.app.URL()+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header = h
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// measure is a line of /metrics, without its value.
func (w *world) measures(line string) bool { return w.measured(line) > 0 }

// measured is what a counter stands at; 0 when there is none.
func (w *world) measured(metric string) int {
	for line := range strings.Lines(w.browser().gets("/metrics")) {
		if value, ok := strings.CutPrefix(line, metric+" "); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(value)) // digits
			return n
		}
	}
	return 0
}

// taken are the numbers of lines that the turns of a channel took.
func (w *world) taken(channel string) []int {
	var out []int
	for line := range strings.Lines(w.log.String()) {
		var e struct {
			Msg, Conv string
			Lines     int
		}
		if json.Unmarshal([]byte(line), &e) == nil && e.Msg == "turn" && strings.HasPrefix(e.Conv, channel+":") {
			out = append(out, e.Lines)
		}
	}
	return out
}

// TestWebhooksOfTheRunningProgram: what is forged, repeated, late or too
// large changes nothing; what is genuine is answered once.
func TestWebhooksOfTheRunningProgram(t *testing.T) {
	t.Parallel()
	w := everywhere(t, map[string]string{"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": telegramSecret})
	for _, c := range w.carriers() {
		channel, k := c.name, c.hook
		if k == nil {
			continue
		}
		t.Run(channel, func(t *testing.T) {
			for i, h := range k.forged {
				if got := w.calls(k.path, h, k.body("forged", "menu")); got != http.StatusUnauthorized {
					t.Errorf("forged %d: got %d, want 401", i, got)
				}
			}
			huge := k.body("huge", strings.Repeat("a", 1<<20))
			if got := w.calls(k.path, k.signed(huge), huge); got != http.StatusRequestEntityTooLarge {
				t.Errorf("too large: got %d, want 413", got)
			}
			body := k.body("1", "menu")
			for i := range 3 {
				h := k.signed(body)
				if i > 0 {
					h["num_retry"] = []string{fmt.Sprint(i)}
				}
				if got := w.calls(k.path, h, body); got != http.StatusOK {
					t.Errorf("time %d of the same: got %d, want 200", i+1, got)
				}
			}
			if !w.until(func() bool { return len(w.taken(channel)) > 0 }) {
				t.Fatal("the genuine call was not answered")
			}
			body = k.body("22", "menu")
			if got := w.calls(k.path, k.signed(body), body); got != http.StatusOK {
				t.Errorf("the next: got %d, want 200", got)
			}
			if !w.until(func() bool { return len(w.taken(channel)) > 1 }) {
				t.Fatal("the next genuine call was not answered")
			}
			if got := w.taken(channel); !slices.Equal(got, []int{1, 1}) {
				t.Errorf("the turns took %v lines, want one each: nothing forged, nothing twice", got)
			}
			for result, n := range map[string]int{"new": 2, "duplicate": 2} {
				if got := w.measured(`hotro_arrivals_total{channel="` + channel + `",result="` + result + `"}`); got != n {
					t.Errorf("arrivals counted as %s: got %d, want %d", result, got, n)
				}
			}
			for result, n := range map[string]int{"forged": len(k.forged), "stored": 4} { // and what the platform calls with by itself
				if got := w.measured(`hotro_webhooks_total{channel="` + channel + `",result="` + result + `"}`); got < n {
					t.Errorf("calls counted as %s: got %d, want at least %d", result, got, n)
				}
			}
		})
	}
}

// TestZalosProbeAndLateEvents: the console's unsigned {} passes, and an event
// whose time can't be true is heard, counted, and told to the doctor.
func TestZalosProbeAndLateEvents(t *testing.T) {
	t.Parallel()
	w := everywhere(t, nil)
	if got := w.oa.Probe(); got != http.StatusOK {
		t.Errorf("the probe: got %d, want 200", got)
	}
	for _, e := range []struct {
		at     time.Time
		metric string
	}{{time.Now().Add(-3 * time.Hour), "old"}, {time.Now().Add(time.Hour), "future"}} {
		if got := w.oa.Post([]byte(zaloText(w, e.metric, "menu", e.at))); got != http.StatusOK {
			t.Errorf("%s: got %d, want 200", e.metric, got)
		}
		if !w.measures(`hotro_channel_events_total{channel="zalo",event="` + e.metric + `"}`) {
			t.Errorf("no metric counts an event of %v", e.at)
		}
	}
	an := w.onOA("an")
	an.says("menu")
	an.hears("Anh/chị")
	if !w.until(func() bool { return sum(w.taken("zalo")) == 3 }) {
		t.Errorf("the turns took %v lines, want all three", w.taken("zalo"))
	}
}

// TestAStoreThatIsDown: what can't be stored is refused, so that the platform
// sends it again, and then it is answered once.
func TestAStoreThatIsDown(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	w := everywhere(t, map[string]string{
		"REDIS_URL": r.URL(), "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": telegramSecret,
	})
	bodies := map[string]string{}
	r.Kill()
	for _, c := range w.carriers() {
		if k := c.hook; k != nil {
			bodies[c.name] = k.body("1", "menu")
			if got := w.calls(k.path, k.signed(bodies[c.name]), bodies[c.name]); got != http.StatusServiceUnavailable {
				t.Errorf("%s while the store is down: got %d, want 503", c.name, got)
			}
		}
	}
	r.Restart()
	for _, c := range w.carriers() {
		k, body := c.hook, bodies[c.name]
		if k == nil {
			continue
		}
		again := func() bool { return w.calls(k.path, k.signed(body), body) == http.StatusOK }
		if !w.until(again) || !w.until(func() bool { return len(w.taken(c.name)) > 0 }) {
			t.Errorf("%s: the call that was refused is not answered when it comes again", c.name)
		}
	}
}

// TestAStoreThatHangs: a Redis that is frozen is one that is down, and every
// platform hears so. The deadline itself is held in virtual time, beside the
// hook; the bound here only tells it from the client's own patience of 5 s.
func TestAStoreThatHangs(t *testing.T) {
	t.Parallel()
	r := redistest.Start(t)
	w := everywhere(t, map[string]string{
		"REDIS_URL": r.URL(), "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": telegramSecret,
	})
	r.Freeze()
	for round := range 2 { // the second finds no connection left to lean on
		var all sync.WaitGroup
		for _, c := range w.carriers() {
			k := c.hook
			if k == nil {
				continue
			}
			all.Go(func() {
				body := k.body(strconv.Itoa(round+1), "menu")
				began := time.Now()
				got := w.calls(k.path, k.signed(body), body)
				if took := time.Since(began); got != http.StatusServiceUnavailable || took > 4500*time.Millisecond {
					t.Errorf("%s while the store hangs: got %d after %v, want 503 before the client would give up", c.name, got, took)
				}
			})
		}
		all.Wait()
	}
	r.Thaw()
	for _, c := range w.carriers() {
		k := c.hook
		if k == nil {
			continue
		}
		body := k.body("1", "menu")
		again := func() bool { return w.calls(k.path, k.signed(body), body) == http.StatusOK }
		if !w.until(again) || !w.until(func() bool { return len(w.taken(c.name)) > 0 }) {
			t.Errorf("%s: the call that was refused is not answered when it comes again", c.name)
		}
	}
}
