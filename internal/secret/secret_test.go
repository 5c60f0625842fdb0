package secret

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestNothingPrintsTheText(t *testing.T) {
	const text = "sk-canary-0123456789"
	s := String(text)
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&shown, verb+"\n", s)
		fmt.Fprintf(&shown, verb+"\n", struct{ Key String }{s})
		fmt.Fprintf(&shown, verb+"\n", []String{s})
	}
	if err := json.NewEncoder(&shown).Encode(map[string]any{"key": s, "in": struct{ Key String }{s}}); err != nil {
		t.Fatal(err)
	}
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("m", "key", s, "in", struct{ Key String }{s})
	slog.New(slog.NewTextHandler(&shown, nil)).Info("m", "key", s, "in", struct{ Key String }{s})
	out := shown.String()
	for _, leak := range []string{text, fmt.Sprintf("%x", text), fmt.Sprintf("%X", text)} {
		if strings.Contains(out, leak) {
			t.Errorf("the text shows in:\n%s", out)
		}
	}
	if !strings.Contains(out, "***") {
		t.Errorf("got %q, want *** in it", out)
	}
	if got := s.Reveal(); got != text {
		t.Errorf("Reveal: got %q, want %q", got, text)
	}
}

func TestAnEmptySecretLooksEmpty(t *testing.T) {
	var s String
	if got := fmt.Sprint(s); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
	if s.Set() {
		t.Error("Set: got true, want false")
	}
}
