package load_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"hotro/internal/load"
)

// bot is a program of three screens. Every reply is sent before the webhook is
// answered, so that nothing here depends on time.
type bot struct {
	t     *testing.T
	api   atomic.Pointer[string]
	fault func(n int64) string // what to do wrong at the nth line of the load
	lines atomic.Int64
	armed atomic.Bool

	others, all atomic.Int64 // lines of another platform, and of this one

	mu  sync.Mutex
	met map[int64]int // lines of each user
}

func (b *bot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/webhook/zalobot" {
		b.others.Add(1)
		return
	}
	if r.URL.Path == "/metrics" {
		_, _ = io.WriteString(w, "process_cpu_seconds_total 1\nprocess_resident_memory_bytes 2\n")
		return
	}
	if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var u struct {
		Message struct {
			From struct{ ID int64 }
			Text string
		}
		Callback *struct {
			From struct{ ID int64 }
			Data string
		} `json:"callback_query"`
	}
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		b.t.Errorf("an update that can't be read: %v", err)
	}
	b.all.Add(1)
	who, said := u.Message.From.ID, u.Message.Text
	if u.Callback != nil {
		who, said = u.Callback.From.ID, u.Callback.Data
	}
	b.answers(who, said)
}

func (b *bot) answers(who int64, said string) {
	b.mu.Lock()
	b.met[who]++
	n := b.met[who]
	b.mu.Unlock()
	text, fault := fmt.Sprintf("Customer %d, line %d after %s: which is it?", who, n, said), ""
	if b.armed.Load() && b.fault != nil {
		fault = b.fault(b.lines.Add(1))
	}
	switch fault {
	case "silent":
		return
	case "twice":
		b.sends(who, text)
	case "other":
		text = "Something else"
	}
	b.sends(who, text)
}

func (b *bot) sends(who int64, text string) {
	keys := `{"inline_keyboard":[[{"text":"One","callback_data":"1"},{"text":"Two","callback_data":"2"}],[{"text":"Page","url":"https://x.example"},{"text":"Person","callback_data":"p"}]]}`
	resp, err := http.PostForm(*b.api.Load()+"/bot1:x/sendMessage", url.Values{"chat_id": {fmt.Sprint(who)}, "text": {text}, "reply_markup": {keys}})
	if err != nil {
		b.t.Errorf("the platform does not answer: %v", err)
		return
	}
	_ = resp.Body.Close()
}

// generator is one for a bot, which has learned a scenario.
func generator(t *testing.T, b *bot, scenario string) *load.Generator {
	t.Helper()
	b.t, b.met = t, map[int64]int{}
	s := httptest.NewServer(b)
	g, err := load.New(load.Options{
		Targets: []string{s.URL}, Listen: "127.0.0.1:0", Secret: "s", Seed: 7, Quiet: time.Millisecond, Patience: 2 * time.Second,
		Lines: load.Lines{Openings: []string{"hello"}, Person: "Person"},
	})
	if err != nil {
		s.Close()
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	t.Cleanup(s.Close) // before the platform: what the bot is answering then is still taken
	api := g.URL()
	b.api.Store(&api)
	if err := g.Learn(t.Context(), scenario); err != nil {
		t.Fatal(err)
	}
	b.armed.Store(true)
	return g
}

// under puts a bot with a fault under load.
func under(t *testing.T, fault func(int64) string, ph load.Phase) load.Report {
	t.Helper()
	g := generator(t, &bot{fault: fault}, ph.Scenario)
	ph.For = 500 * time.Millisecond
	r, err := g.Run(t.Context(), ph)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryReplyIsHeldAgainstTheRightOne(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault string
		phase load.Phase
		count func(load.Report) int
	}{
		{"another text", "other", load.Phase{Scenario: "presses", Users: 4}, func(r load.Report) int { return r.Wrong }},
		{"a reply twice", "twice", load.Phase{Scenario: "presses", Users: 4}, func(r load.Report) int { return r.Wrong }},
		{"no reply", "silent", load.Phase{Scenario: "presses", Users: 4}, func(r load.Report) int { return r.Missing }},
		{"another text, open loop", "other", load.Phase{Scenario: "talk", Users: 1, Rate: 200}, func(r load.Report) int { return r.Wrong }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := under(t, func(n int64) string {
				if n == 5 {
					return c.fault
				}
				return ""
			}, c.phase)
			if r.OK() || c.count(r) != 1 || r.Wrong+r.Missing+r.Refused != 1 || len(r.Faults) != 1 {
				t.Errorf("got %+v, want exactly this one fault", r)
			}
		})
	}
}

func TestARightProgramIsFoundRight(t *testing.T) {
	for _, ph := range []load.Phase{
		{Scenario: "presses", Users: 4},
		{Scenario: "talk", Users: 2, Think: 5 * time.Millisecond, Ramp: 50 * time.Millisecond},
		{Scenario: "presses", Users: 1, Rate: 100},
	} {
		t.Run(fmt.Sprintf("%s %d %g", ph.Scenario, ph.Users, ph.Rate), func(t *testing.T) {
			t.Parallel()
			r := under(t, nil, ph)
			if !r.OK() || r.Waits.Count != r.Right || r.Waits.P50 > r.Waits.Max || len(r.Faults) > 0 {
				t.Errorf("got %+v, want no fault", r)
			}
			var text strings.Builder
			r.Print(&text)
			if !strings.Contains(text.String(), "0 wrong, 0 missing") {
				t.Errorf("it prints\n%s", text.String())
			}
		})
	}
}

func TestAProgramThatNeverAnswersTheSameIsNotLearned(t *testing.T) {
	var n atomic.Int64
	b := &bot{t: t, met: map[int64]int{}, fault: func(int64) string {
		return []string{"", "other"}[n.Add(1)%2]
	}}
	b.armed.Store(true)
	s := httptest.NewServer(b)
	g, err := load.New(load.Options{Targets: []string{s.URL}, Listen: "127.0.0.1:0", Secret: "s", Quiet: time.Millisecond, Patience: 2 * time.Second})
	if err != nil {
		s.Close()
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	t.Cleanup(s.Close)
	api := g.URL()
	b.api.Store(&api)
	if err := g.Learn(t.Context(), "presses"); err == nil || !strings.Contains(err.Error(), "presses") {
		t.Errorf("got %v, want that no walk goes the same way twice", err)
	}
	if err := g.Learn(t.Context(), "dance"); err == nil || !strings.Contains(err.Error(), "presses, talk, mixed") {
		t.Errorf("got %v, want the scenarios there are", err)
	}
	if !slices.Contains(load.Scenarios(), "mixed") {
		t.Error("mixed is not among the scenarios")
	}
}

func TestTroubleIsMadeBesideTheLoad(t *testing.T) {
	docs := fstest.MapFS{"a.md": {Data: []byte("# A\n")}, "b.md": {Data: []byte("# B\n\n## X\n<!-- topic\nlabels:\n- 1000\n-->\n")}}
	for trouble, made := range map[load.Trouble]func(b *bot, answered int, dir string) bool{
		load.Flood: func(b *bot, answered int, _ string) bool { return int(b.all.Load()) > answered },
		load.Shots: func(b *bot, answered int, _ string) bool { return int(b.all.Load()) >= answered+40 },
		load.Model: func(b *bot, answered int, _ string) bool { return int(b.all.Load()) >= answered+40 },
		load.Dead:  func(b *bot, _ int, _ string) bool { return b.others.Load() > 0 },
		load.Reload: func(_ *bot, _ int, dir string) bool {
			raw, err := os.ReadFile(filepath.Join(dir, "documents", "b.md"))
			return err == nil && strings.Contains(string(raw), "labels:\n- LOAD-0\n- 1000\n")
		},
	} {
		t.Run(string(trouble), func(t *testing.T) {
			t.Parallel()
			dir, b := t.TempDir(), &bot{}
			g := generator(t, b, "presses")
			n, err := load.NewNuisance(docs, dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = n.Close() })
			learned := int(b.all.Load())
			got, err := g.RunBeside(t.Context(), load.Phase{Scenario: "presses", Users: 1, Think: 10 * time.Millisecond, For: 500 * time.Millisecond}, n, trouble)
			if err != nil || !got.Before.OK() || !got.Beside.OK() {
				t.Fatalf("%v: %+v, want only right replies", err, got)
			}
			if !made(b, learned+got.Before.Right+got.Beside.Right, dir) {
				t.Errorf("no %s was made", trouble)
			}
			var text strings.Builder
			if got.Print(&text); !strings.HasPrefix(text.String(), string(trouble)) {
				t.Errorf("it prints %q", text.String())
			}
		})
	}
}
