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
