package chat_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"hotro/internal/chat"
)

// book is a phrasebook of one language.
type book map[string]string

func (b book) Has(key string) bool { _, ok := b[key]; return ok }

func (b book) T(key string, pairs ...string) string {
	s := b[key]
	for i := 0; i < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

func TestAReasonIsMadeASentenceWhereItIsShown(t *testing.T) {
	vi := book{"reason.x.code": "mã {code}: {said}", "reason.x.dead": "hết hạn ({cause})", "reason.x.plain": "thế thôi"}
	code := chat.Because("x.code", "code", "-9", "said", "a&b=c? 100% {cause}")
	for name, c := range map[string]struct {
		reason chat.Reason
		want   string
	}{
		"a key alone":               {chat.Because("x.plain"), "thế thôi"},
		"values":                    {code, "mã -9: a&b=c? 100% {cause}"},
		"a cause":                   {chat.Because("x.dead").From(code), "hết hạn (mã -9: a&b=c? 100% {cause})"},
		"a cause beside values":     {chat.Because("x.dead", "left", "1h").From("x.plain"), "hết hạn (thế thôi)"},
		"an empty value":            {chat.Because("x.plain", "left", ""), "thế thôi"},
		"an older version's words":  {"khách đã chặn bot? (100%)", "khách đã chặn bot? (100%)"},
		"a newer version's key":     {"x.newer?code=1", "x.newer?code=1"},
		"values that can't be read": {"x.plain?%zz", "thế thôi"},
		"nothing":                   {"", ""},
	} {
		b, err := json.Marshal(c.reason)
		if err != nil {
			t.Fatal(err)
		}
		var back chat.Reason
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if got := back.Words(vi); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestALogShowsTheKeysOfAReasonAlone(t *testing.T) {
	var out bytes.Buffer
	r := chat.Because("x.dead", "said", "secret").From(chat.Because("x.code", "said", "secret"))
	slog.New(slog.NewTextHandler(&out, nil)).Info("m", "why", r)
	if s := out.String() + r.String(); strings.Contains(s, "secret") || !strings.Contains(out.String(), `why="x.dead: x.code"`) {
		t.Errorf("got %s", s)
	}
}
