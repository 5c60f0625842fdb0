package telegram

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hotro/internal/chat"
)

// TestTheSmallestPictureThatWillDo is the one that is asked for; who shows none
// to bots, and what is nobody, have none. A refusal is told.
func TestTheSmallestPictureThatWillDo(t *testing.T) {
	person := chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "501"}
	for what, c := range map[string]struct {
		user   chat.Address
		answer string
		ref    string
		err    bool
	}{
		"three sizes": {person, `{"ok":true,"result":{"total_count":9,"photos":[[{"file_id":"s","width":80},{"file_id":"m","width":160},{"file_id":"l","width":640}]]}}`, "m", false},
		"all small":   {person, `{"ok":true,"result":{"total_count":1,"photos":[[{"file_id":"s","width":40},{"file_id":"m","width":80}]]}}`, "m", false},
		"hidden":      {person, `{"ok":true,"result":{"total_count":0,"photos":[]}}`, "", false},
		"no sizes":    {person, `{"ok":true,"result":{"total_count":1,"photos":[[]]}}`, "", false},
		"null":        {person, `{"ok":true,"result":{"photos":null}}`, "", false},
		"a group":     {chat.Address{Channel: chat.Telegram, Bot: "1", Chat: "-1001"}, `{"ok":false,"error_code":400,"description":"Bad Request: user not found"}`, "", false},
		"refused":     {person, `{"ok":false,"error_code":400,"description":"Bad Request: user not found"}`, "", true},
		"a list":      {person, `{"ok":true,"result":[]}`, "", true},
	} {
		t.Run(what, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, "/getUserProfilePhotos") || r.FormValue("user_id") != "501" || r.FormValue("limit") != "1" {
					t.Errorf("asked %s %v", r.URL.Path, r.Form)
				}
				_, _ = io.WriteString(w, c.answer)
			}))
			defer srv.Close()
			f, err := reach(t, srv.URL).Picture(t.Context(), c.user)
			if f.Ref != c.ref || (err != nil) != c.err || f.Ref != "" && f.Channel != chat.Telegram {
				t.Errorf("got %+v, %v; want %q", f, err, c.ref)
			}
		})
	}
}
