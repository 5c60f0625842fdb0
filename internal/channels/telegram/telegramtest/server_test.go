package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// answer is what the Bot API says to a call.
type answer struct {
	OK     bool            `json:"ok"`
	Code   int             `json:"error_code"`
	Text   string          `json:"description"`
	Result json.RawMessage `json:"result"`
	Params struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// caller calls the double as any program would.
type caller struct {
	t  *testing.T
	tg *telegramtest.Server
	hc *http.Client
}

func (c caller) try(method string, params ...string) (answer, error) {
	form := url.Values{}
	for i := 0; i+1 < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	resp, err := c.hc.PostForm(c.tg.URL()+"/bot"+c.tg.Token()+"/"+method, form)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return answer{}, err
	}
	if !a.OK && resp.StatusCode != a.Code {
		c.t.Errorf("%s: HTTP %d with code %d", method, resp.StatusCode, a.Code)
	}
	return a, nil
}

func (c caller) call(method string, params ...string) answer {
	c.t.Helper()
	a, err := c.try(method, params...)
	if err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
	return a
}

func (c caller) refused(code int, text, method string, params ...string) {
	c.t.Helper()
	if a := c.call(method, params...); a.OK || a.Code != code || !strings.Contains(a.Text, text) {
		c.t.Errorf("%s %v: got %d %q, want %d %q", method, params, a.Code, a.Text, code, text)
	}
}

func (c caller) fine(method string, params ...string) json.RawMessage {
	c.t.Helper()
	a := c.call(method, params...)
	if !a.OK {
		c.t.Errorf("%s %v: got %d %q", method, params, a.Code, a.Text)
	}
	return a.Result
}

// updates returns the texts of a batch.
func (c caller) updates(params ...string) string {
	c.t.Helper()
	var got []struct {
		Message *struct{ Text string }
		Edited  *struct{ Text string } `json:"edited_message"`
		Press   *struct{ Data string } `json:"callback_query"`
	}
	if err := json.Unmarshal(c.fine("getUpdates", params...), &got); err != nil {
		c.t.Fatal(err)
	}
	var out []string
	for _, u := range got {
		switch {
		case u.Message != nil:
			out = append(out, u.Message.Text)
		case u.Edited != nil:
			out = append(out, "edit:"+u.Edited.Text)
		case u.Press != nil:
			out = append(out, "press:"+u.Press.Data)
		}
	}
	return strings.Join(out, " ")
}

func double(t *testing.T, o ...telegramtest.Options) (*telegramtest.Server, caller) {
	t.Helper()
	tg := telegramtest.NewServer(t, o...)
	hc := http.DefaultClient
	if len(o) > 0 && o[0].Direct {
		hc = tg.Client()
	}
	return tg, caller{t, tg, hc}
}

func TestUpdatesComeUntilTheyAreConfirmed(t *testing.T) {
	tg, c := double(t)
	u := tg.User(1, "A")
	for _, s := range []string{"a", "b", "c", "d"} {
		u.Says(s)
	}
	for _, step := range []struct {
		params []string
		want   string
	}{
		{nil, "a b c d"},
		{[]string{"limit", "2"}, "a b"},
		{[]string{"offset", "2"}, "b c d"},
		{[]string{"offset", "0"}, "b c d"},
		{[]string{"offset", "-2"}, "c d"},
		{nil, "c d"},
		{[]string{"offset", "5"}, ""},
		{nil, ""},
	} {
		if got := c.updates(step.params...); got != step.want {
			t.Errorf("%v: got %q, want %q", step.params, got, step.want)
		}
	}
	c.updates("allowed_updates", `["message"]`)
	u.Edits(1, "x")
	u.Says("e")
	if got := c.updates(); got != "e" {
		t.Errorf("got %q, want the edit left out: the setting stays", got)
	}
	c.updates("allowed_updates", `[]`, "offset", "100")
	u.Edits(1, "y")
	if got := c.updates(); got != "edit:y" {
		t.Errorf("got %q, want the edit: an empty list is the default", got)
	}
}

func TestALongPollWaitsAndTheSecondWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := double(t, telegramtest.Options{Direct: true})
		var wg sync.WaitGroup
		wg.Go(func() { c.refused(409, "terminated by other getUpdates", "getUpdates", "timeout", "50") })
		synctest.Wait()
		began := time.Now()
		wg.Go(func() {
			if got := c.updates("timeout", "50"); got != "x" || time.Since(began) != 7*time.Second {
				t.Errorf("got %q after %v, want x when it was said", got, time.Since(began))
			}
		})
		time.Sleep(7 * time.Second)
		tg.User(1, "A").Says("x")
		wg.Wait()
		c.updates("offset", "2")
		began = time.Now()
		if got := c.updates("timeout", "600"); got != "" || time.Since(began) != 50*time.Second {
			t.Errorf("got %q after %v, want nothing after 50 s", got, time.Since(began))
		}
	})
}

func TestUpdatesThatNobodyTakesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg, c := double(t, telegramtest.Options{Direct: true})
		u := tg.User(1, "A")
		u.Says("x")
		u.PressesOn(1, "p")
		time.Sleep(149 * time.Second)
		if got := c.updates(); got != "x press:p" {
			t.Errorf("got %q", got)
		}
		time.Sleep(time.Second)
		if got := c.updates(); got != "x" {
			t.Errorf("got %q, want the press expired", got)
		}
		c.refused(400, "query is too old", "answerCallbackQuery", "callback_query_id", "query-1")
		time.Sleep(24 * time.Hour)
		if got := c.updates(); got != "" || tg.Pending() != 0 {
			t.Errorf("got %q after a day", got)
		}
	})
}
