package app_test

import (
	"slices"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/prompts"
)

// TestEveryReasonHasWords walks every reason for which a message is not sent
// or a ticket is closed, and every note of the program: each has words in each language, which say all that the reason holds, and no
// words wait for a reason that is never given.
func TestEveryReasonHasWords(t *testing.T) {
	all := slices.Concat(channels.Reasons(), telegram.Reasons(), zalo.Reasons(), zalobot.Reasons(), chat.SystemReasons(), desk.Reasons())
	keys := map[string]bool{}
	for _, r := range all {
		keys["reason."+r.Key()] = true
		for _, lang := range []string{"vi", "en"} {
			say := prompts.Must(lang)
			words := r.Words(say)
			if !say.Has("reason."+r.Key()) || words == "" || words == string(r) {
				t.Errorf("say/%s.toml has no words for the reason %s", lang, r.Key())
			}
			if h := holes(words); h != "" {
				t.Errorf("say/%s.toml: %s speaks of {%s}, which the reason does not hold", lang, r.Key(), h)
			}
		}
	}
	for _, k := range prompts.Must("vi").Keys() {
		if strings.HasPrefix(k, "reason.") && !keys[k] {
			t.Errorf("prompts/say: no package gives the %s", k)
		}
	}
	if got := chat.Reason("nobody.knows?code=1").Words(prompts.Must("vi")); got != "nobody.knows?code=1" {
		t.Errorf("a key that nobody knows is shown as %q, want as it is", got)
	}
}
