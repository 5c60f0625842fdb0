package channeltest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// controlRequest is what a control call may hold; each path reads its own
// part.
type controlRequest struct {
	User        int64           `json:"user"`
	Name        string          `json:"name"`
	Text        string          `json:"text"`
	Label       string          `json:"label"`
	Forum       int64           `json:"forum"`
	Thread      int64           `json:"thread"`
	Message     int64           `json:"message"`
	Data        []byte          `json:"data"` // base64
	Update      json.RawMessage `json:"update"`
	Method      string          `json:"method"`
	Times       int             `json:"times"`
	Code        int             `json:"code"`
	Description string          `json:"description"`
	RetryAfter  int             `json:"retry_after"`
	HTML        int             `json:"html"`
	Drop        string          `json:"drop"` // "before" or "after" the effect
	StallMS     int             `json:"stall_ms"`
}

// Control returns the HTTP API by which another process plays the people and
// sets faults. GET reads, POST acts with a JSON body:
//
//	POST /_control/say     {"user":1,"name":"Hà","text":"em bị lỗi"}
//	POST /_control/photo   {"user":1,"name":"Hà","text":"caption","data":"<base64>"}
//	POST /_control/press   {"user":1,"label":"Vẫn lỗi"}
//	POST /_control/edit    {"user":1,"message":7,"text":"…"}
//	POST /_control/block   {"user":1}            /_control/unblock the same
//	POST /_control/forum   {"forum":-1001}
//	POST /_control/write   {"forum":-1001,"thread":5,"user":9,"name":"Lan","text":"…"}
//	POST /_control/tap     {"forum":-1001,"thread":5,"user":9,"name":"Lan","label":"Nhận"}
//	POST /_control/update  {"update":{…}}        a raw update
//	POST /_control/fault   {"method":"sendMessage","times":3,"code":429,"retry_after":2}
//	                       or "html":502, or "drop":"before"|"after", or "stall_ms":500
//	POST /_control/heal
//	GET  /_control/messages?chat=1
//	GET  /_control/topics?forum=-1001
//	GET  /_control/calls?method=sendMessage
//	GET  /_control/stats
func (t *Telegram) Control() http.Handler {
	mux := http.NewServeMux()
	post := func(path string, do func(controlRequest) (any, error)) {
		mux.HandleFunc("POST /_control/"+path, func(w http.ResponseWriter, r *http.Request) {
			var c controlRequest
			if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<20)).Decode(&c); err != nil {
				http.Error(w, "want a JSON object: "+err.Error(), http.StatusBadRequest)
				return
			}
			out, err := do(c)
			if err != nil {
				http.Error(w, err.Error(), http.StatusConflict)
				return
			}
			reply(w, out)
		})
	}
	t.controlPeople(post)
	t.controlServer(post)
	t.controlReads(mux)
	return mux
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the client may have gone
}

type poster func(path string, do func(controlRequest) (any, error))

func (t *Telegram) controlPeople(post poster) {
	post("say", func(c controlRequest) (any, error) { return t.User(c.User, c.Name).Says(c.Text), nil })
	post("photo", func(c controlRequest) (any, error) { return t.User(c.User, c.Name).SendsPhoto(c.Data, c.Text), nil })
	post("press", func(c controlRequest) (any, error) { return true, t.press(c.User, c.User, 0, c.Label, 1) })
	post("edit", func(c controlRequest) (any, error) {
		t.mu.Lock()
		defer t.mu.Unlock()
		return true, t.editBy(t.chats[c.User], c.User, c.Message, c.Text)
	})
	post("block", func(c controlRequest) (any, error) { t.User(c.User, c.Name).Blocks(); return true, nil })
	post("unblock", func(c controlRequest) (any, error) { t.User(c.User, c.Name).Unblocks(); return true, nil })
	post("forum", func(c controlRequest) (any, error) { return t.Forum(c.Forum).ID, nil })
	post("write", func(c controlRequest) (any, error) {
		return t.Forum(c.Forum).Member(c.User, c.Name).Writes(c.Thread, c.Text), nil
	})
	post("tap", func(c controlRequest) (any, error) {
		t.Forum(c.Forum).Member(c.User, c.Name)
		return true, t.press(c.User, c.Forum, c.Thread, c.Label, 1)
	})
}

func (t *Telegram) controlServer(post poster) {
	post("update", func(c controlRequest) (any, error) { return t.PushUpdate(string(c.Update)), nil })
	post("heal", func(controlRequest) (any, error) { t.Heal(); return true, nil })
	post("fault", func(c controlRequest) (any, error) {
		f := TelegramFault{wait: time.Duration(c.StallMS) * time.Millisecond, html: c.HTML, drop: c.Drop != "", after: c.Drop == "after"}
		switch {
		case c.RetryAfter > 0:
			f.no = tooMany(c.RetryAfter)
		case c.Code != 0:
			f.no = &tgError{Code: c.Code, Text: c.Description}
		}
		t.Fail(c.Method, max(c.Times, 1), f)
		return true, nil
	})
}

func (t *Telegram) controlReads(mux *http.ServeMux) {
	number := func(r *http.Request, name string) int64 {
		n, _ := strconv.ParseInt(r.URL.Query().Get(name), 10, 64) // 0 finds nothing
		return n
	}
	mux.HandleFunc("GET /_control/messages", func(w http.ResponseWriter, r *http.Request) {
		reply(w, append([]TelegramMessage{}, t.Chat(number(r, "chat")).All()...))
	})
	mux.HandleFunc("GET /_control/topics", func(w http.ResponseWriter, r *http.Request) {
		reply(w, append([]TelegramTopic{}, t.Forum(number(r, "forum")).Topics()...))
	})
	mux.HandleFunc("GET /_control/calls", func(w http.ResponseWriter, r *http.Request) {
		reply(w, append([]TelegramCall{}, t.Calls(r.URL.Query().Get("method"))...))
	})
	mux.HandleFunc("GET /_control/stats", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, map[string]int{"pending": t.Pending(), "flooded": t.Flooded(), "unanswered": t.Unanswered(), "calls": len(t.Calls(""))})
	})
}
