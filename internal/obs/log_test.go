package obs

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestNoCredentialReachesTheLog(t *testing.T) {
	const token = "123456789:AAH-canary_token_of_a_bot_0123456789"
	var b bytes.Buffer
	l, err := NewLog(&b, "json", "debug")
	if err != nil {
		t.Fatal(err)
	}
	l.Error("send", "err", errors.New(`Post "https://api.telegram.org/bot`+token+`/getMe": dial tcp`), "url", "x/bot"+token)
	l.Info("model", "header", "Bearer sk-abcdefghijklmnopqrstuvwxyz")
	if s := b.String(); strings.Contains(s, "canary") || strings.Contains(s, "abcdefghij") {
		t.Errorf("a credential is in the log: %s", s)
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	for _, c := range []struct{ format, level, want string }{{"xml", "", "LOG_FORMAT"}, {"", "loud", "LOG_LEVEL"}} {
		if _, err := NewLog(&bytes.Buffer{}, c.format, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("NewLog(%q, %q) = %v, want an error naming %s", c.format, c.level, err, c.want)
		}
	}
}

// TestNoVisitorsIDReachesTheLog: the id of a web visitor opens the
// conversation for whoever has it.
func TestNoVisitorsIDReachesTheLog(t *testing.T) {
	const id, other = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
	for _, format := range []string{"json", "text"} {
		var b bytes.Buffer
		l, err := NewLog(&b, format, "debug")
		if err != nil {
			t.Fatal(err)
		}
		l.With("conv", "web:hotro:"+id).Info("turn of web:hotro:"+id, "id", id, "err", errors.New("store arrival of web:hotro:"+id+": disk full"))
		if s := b.String(); strings.Contains(s, id) || strings.Count(s, "web:hotro:"+Short(id)) != 3 {
			t.Errorf("%s: got %s, want the id's short form %s each time", format, s, Short(id))
		}
	}
	if Short(id) == Short(other) || len(Short(id)) != 9 || strings.Contains(id, Short(id)[1:]) {
		t.Errorf("short forms %s and %s: want eight digits that tell ids apart and are no part of them", Short(id), Short(other))
	}
}
