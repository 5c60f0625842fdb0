package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// replayed is what the tests look at in a line of bot replay.
type replayed struct {
	Platform string
	Arrivals []struct{ Kind, Text, From string }
	Ignored  string
	Says     []struct {
		Text    string
		Choices []string
	}
	Staff   []string
	Handoff *struct{ Why, Topic string }
	Error   string
}

func replays(t *testing.T, in, file string, args ...string) (out []replayed, errs string, code int) {
	t.Helper()
	said, errs, code := bot(t, in, nil, append([]string{"replay", file}, args...)...)
	for l := range strings.Lines(said) {
		var r replayed
		if err := json.Unmarshal([]byte(l), &r); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		out = append(out, r)
	}
	return out, errs, code
}

const (
	replayTelegram = `{"update_id":%,"message":{"message_id":%,"date":1785910000,"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"},`
	replayZalo     = `{"event_name":"user_send_text","app_id":"1","sender":{"id":"77"},"recipient":{"id":"9"},"message":{"text":"FROM_NUMBER_NOT_FOUND","msg_id":"m1"},"timestamp":"1785910000000"}`
	replayZaloBot  = `{"event_name":"message.text.received","message":{"message_id":"x","date":1785910000000,"chat":{"id":"c1","chat_type":"PRIVATE"},"from":{"id":"u1","display_name":"An"},"text":"alo"}}`
)

func onTelegram(n, fields string) string {
	return strings.ReplaceAll(replayTelegram, "%", n) + fields + "}}"
}

func TestReplayTellsWhatWouldBeDone(t *testing.T) {
	story := onTelegram("1", `"text":"FROM_NUMBER_NOT_FOUND"`) + "\n" + onTelegram("2", `"gift":{"gift":{"id":"1"}}`) + "\n" +
		onTelegram("3", `"text":"gặp nhân viên"`) + "\n" + onTelegram("3", `"text":"gặp nhân viên"`) + "\n" + `{"update_id":9,"poll":{"id":"1"}}` + "\n" + replayZalo + replayZaloBot
	got, errs, code := replays(t, story, "-")
	if code != 0 || errs != "" || len(got) != 7 {
		t.Fatalf("exit %d, %s, %d lines", code, errs, len(got))
	}
	if g := got[0]; g.Platform != "telegram" || g.Arrivals[0].Kind != "text" || len(g.Says) == 0 || len(g.Says[0].Choices) == 0 || g.Staff[0] != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("a code: got %+v", g)
	}
	if g := got[1]; g.Arrivals[0].Kind != "unsupported" || !strings.Contains(g.Says[0].Text, "chưa xem được") || g.Staff[0] != "[quà tặng]" {
		t.Errorf("a gift: got %+v", g)
	}
	if g := got[2]; g.Handoff == nil || g.Handoff.Why != "asked" || g.Handoff.Topic != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("a person was asked for: got %+v", g)
	}
	if g := got[3]; len(g.Says) != 0 || len(g.Arrivals) != 1 {
		t.Errorf("a repeat: got %+v, want nothing said", g)
	}
	if g := got[4]; !strings.Contains(g.Ignored, "poll") || len(g.Says) != 0 {
		t.Errorf("a poll: got %+v", g)
	}
	if got[5].Platform != "zalo" || len(got[5].Says) == 0 || got[6].Platform != "zalobot" || len(got[6].Says) == 0 {
		t.Errorf("Zalo: got %+v and %+v", got[5], got[6])
	}
}

func TestReplayReadsEveryFormOfFile(t *testing.T) {
	one := onTelegram("1", `"text":"alo"`)
	for _, in := range []string{
		one, "[" + one + "]", `{"ok":true,"result":[` + one + `]}`, `{"about":"x","update":` + one + `,"want":{}}`, "\n" + strings.ReplaceAll(one, ",", ",\n") + "\n",
	} {
		file := filepath.Join(t.TempDir(), "updates.json")
		if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, errs, code := replays(t, "", file); code != 0 || len(got) != 1 || len(got[0].Arrivals) != 1 || got[0].Arrivals[0].Text != "alo" {
			t.Errorf("%s: exit %d, %s, %+v", in, code, errs, got)
		}
	}
}

func TestReplaySaysWhatItCantRead(t *testing.T) {
	for in, want := range map[string]struct {
		code int
		errs string
	}{
		`{"x":1}`:                           {1, "1 of 1 updates can't be read"},
		`{"update_id":1,"message":"khách"}`: {1, "1 of 1 updates can't be read"},
		`{"update_id":`:                     {1, "update 1 is not JSON"},
	} {
		got, errs, code := replays(t, in, "-")
		if code != want.code || !strings.Contains(errs, want.errs) {
			t.Errorf("%s: exit %d, %s", in, code, errs)
		}
		for _, g := range got {
			if g.Error == "" || strings.Contains(g.Error, "khách") {
				t.Errorf("%s: said %q", in, g.Error)
			}
		}
	}
	if _, errs, code := replays(t, "{}", "-", "--platform", "signal"); code != 2 || !strings.Contains(errs, "telegram, zalo or zalobot") {
		t.Errorf("an unknown platform: exit %d, %s", code, errs)
	}
}
