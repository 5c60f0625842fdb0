package app_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/channels/zalobot/zalobottest"
)

// zaloBotSecret is what the Zalo bot's platform shows when it calls.
const zaloBotSecret = "bi-mat-cua-zalo-bot"

// everywhere is a world with a Zalo Official Account and a Zalo bot beside
// Telegram.
func everywhere(t testing.TB, more map[string]string) *world {
	t.Helper()
	w := emptyWorld(t, nil)
	w.oa = zalotest.NewServer(t, zalotest.Options{Deadline: patience, Ladder: []time.Duration{time.Second, time.Second, time.Second}})
	w.zb = zalobottest.NewServer(t)
	oa, bot, o := w.oa.Serve(t), w.zb.Serve(t), w.oa.Options()
	for k, v := range map[string]string{
		"ZALO_APP_ID": o.AppID, "ZALO_APP_SECRET": o.AppSecret, "ZALO_OA_SECRET": o.OASecret, "ZALO_REFRESH_TOKEN": o.Refresh,
		"ZALO_API_URL": oa, "ZALO_OAUTH_URL": oa, "ZALO_RATE": "0",
		"ZALOBOT_TOKEN": w.zb.Token(), "ZALOBOT_API_URL": bot, "ZALOBOT_MODE": "webhook", "ZALOBOT_WEBHOOK_SECRET": zaloBotSecret,
	} {
		w.env[k] = v
	}
	w.rigs = inventions(t)
	for _, r := range w.rigs {
		maps.Copy(w.env, r.Env)
	}
	maps.Copy(w.env, more)
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// bubble is a message as a user sees it on any channel.
type bubble struct {
	text   string
	labels []string // of buttons; none where choices are numbered lines
}

var numberedLine = regexp.MustCompile(`(?m)^(\d+)\. (.+)$`)

// choices are what the user may choose from, by button or by number.
func (b bubble) choices() []string {
	if len(b.labels) > 0 {
		return b.labels
	}
	var out []string
	for _, m := range numberedLine.FindAllStringSubmatch(b.text, -1) {
		if m[1] == strconv.Itoa(len(out)+1) {
			label, _, _ := strings.Cut(m[2], ": http")
			out = append(out, label)
		}
	}
	return out
}

// guest is a user on some channel who keeps count of what the bot said.
type guest struct {
	device
	w *world
	n int
}

// next waits for one more message.
func (g *guest) next() (bubble, error) {
	var all []bubble
	if !g.w.until(func() bool { all = g.told(); return len(all) > g.n }) {
		return bubble{}, fmt.Errorf("nothing more came; heard so far:\n%s", g.heard())
	}
	g.n++
	return all[g.n-1], nil
}

// hears waits for one more message that holds all of words.
func (g *guest) hears(words ...string) bubble {
	g.w.t.Helper()
	for {
		b, err := g.next()
		if err != nil {
			g.w.t.Fatalf("a user waits for %q: %v\nlog:\n%s", words, err, tail(g.w.log.String()))
		}
		if holds(b.text, words) {
			return b
		}
	}
}

// turns is how many turns the program has taken in the user's conversation.
func (g *guest) turns() int {
	n := 0
	for line := range strings.Lines(g.w.log.String()) {
		if strings.Contains(line, `"msg":"turn"`) && strings.Contains(line, `"conv":"`+g.at().String()+`"`) {
			n++
		}
	}
	return n
}

func (g *guest) heard() string {
	var b strings.Builder
	for _, m := range g.told() {
		fmt.Fprintf(&b, "  %s\n  %s\n", strings.ReplaceAll(m.text, "\n", "\n    "), strings.Join(m.labels, " | "))
	}
	return b.String()
}

// onOA is a user of the Official Account.
func (w *world) onOA(id string) *guest { return &guest{device: onZalo{w.oa, id}, w: w} }

// onBot is a user of the Zalo bot.
func (w *world) onBot(id string) *guest { return &guest{device: onZaloBot{w.zb, id}, w: w} }

// chooses takes a choice of the newest message that offers it: by button, or
// by its number where there is none, or where typed asks for that.
func (g *guest) chooses(label string, typed bool) error {
	for _, b := range slices.Backward(g.told()) {
		at := slices.Index(b.choices(), label)
		switch {
		case at < 0:
			continue
		case len(b.labels) > 0 && !typed:
			g.presses(label)
		default:
			g.says(strconv.Itoa(at + 1))
		}
		return nil
	}
	return fmt.Errorf("nobody offers %q; heard so far:\n%s", label, g.heard())
}
