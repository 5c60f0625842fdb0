package chaos

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// platformProxy stands before a platform's double. It notes every message the platform
// takes, and while it is rough loses a send before or after it took effect,
// or holds it up.
type platformProxy struct {
	to     http.Handler
	ledger *ledger
	dice   *dice
	lossy  atomic.Bool // answers may be lost: such a send is repeated after a wait
	slow   atomic.Bool
}

// send is a message on its way to a user.
type send struct{ chat, text string }

// ServeHTTP hands one call of the bots on.
func (g *platformProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s, ok := readSend(r)
	if !ok {
		g.to.ServeHTTP(w, r)
		return
	}
	// One that is sent once more after it had no answer is let through: after
	// two in a row the bot gives up, as it promises.
	lossy := g.lossy.Load() && !g.ledger.missed(s.chat, s.text)
	if lossy && g.dice.perMille(4) {
		g.ledger.miss(s.chat, s.text)
		panic(http.ErrAbortHandler)
	}
	if g.slow.Load() && g.dice.perMille(30) {
		nap(r.Context().Done(), g.dice.between(100*time.Millisecond, 2*time.Second))
	}
	rec := httptest.NewRecorder()
	g.to.ServeHTTP(rec, r)
	g.note(s, rec)
	if lossy && g.dice.perMille(4) {
		g.ledger.lose(s.chat, s.text)
		panic(http.ErrAbortHandler)
	}
	for k, v := range rec.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes()) // the bot may have gone
}

// note reads the platform's answer: the id of the message, or trouble.
func (g *platformProxy) note(s send, rec *httptest.ResponseRecorder) {
	var a struct {
		Error  int `json:"error"` // Zalo's
		Result struct {
			ID int64 `json:"message_id"`
		} `json:"result"`
		Data struct {
			ID string `json:"message_id"`
		} `json:"data"`
	}
	_ = json.Unmarshal(rec.Body.Bytes(), &a) // an answer that is no JSON has no id
	switch {
	case a.Result.ID != 0:
		g.ledger.took(s.chat, strconv.FormatInt(a.Result.ID, 10))
	case a.Data.ID != "":
		g.ledger.took(s.chat, a.Data.ID)
	case a.Error == -32:
		g.ledger.trouble(s.chat)
		g.ledger.limited(time.Now())
	default:
		g.ledger.trouble(s.chat)
	}
}

// readSend reads a call that sends text, and leaves the request as it was.
func readSend(r *http.Request) (send, bool) {
	telegram := strings.HasSuffix(r.URL.Path, "/sendMessage")
	if !telegram && !strings.HasSuffix(r.URL.Path, "/oa/message/cs") {
		return send{}, false
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); telegram && kind != "application/json" {
		v, err := url.ParseQuery(string(body))
		return send{v.Get("chat_id"), v.Get("text")}, err == nil
	}
	var m struct {
		Recipient struct {
			User string `json:"user_id"`
		} `json:"recipient"`
		Message struct {
			Text string `json:"text"`
		} `json:"message"`
	}
	err = json.Unmarshal(body, &m)
	return send{m.Recipient.User, m.Message.Text}, err == nil
}
