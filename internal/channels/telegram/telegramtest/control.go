package telegramtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"hotro/internal/channels/channeltest"
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
//	POST /say     {"user":1,"name":"Hà","text":"em bị lỗi"}
//	POST /photo   {"user":1,"name":"Hà","text":"caption","data":"<base64>"}
//	POST /press   {"user":1,"label":"Vẫn lỗi"}
//	POST /edit    {"user":1,"message":7,"text":"…"}
//	POST /block   {"user":1}            /unblock the same
//	POST /forum   {"forum":-1001}
//	POST /write   {"forum":-1001,"thread":5,"user":9,"name":"Lan","text":"…"}
//	POST /tap     {"forum":-1001,"thread":5,"user":9,"name":"Lan","label":"Nhận"}
//	POST /update  {"update":{…}}        a raw update
//	POST /fault   {"method":"sendMessage","times":3,"code":429,"retry_after":2}
//	                       or "html":502, or "drop":"before"|"after", or "stall_ms":500
//	POST /heal
//	GET  /messages?chat=1
//	GET  /topics?forum=-1001
//	GET  /calls?method=sendMessage
//	GET  /stats
func (tg *Server) Control() http.Handler {
	mux := http.NewServeMux()
	post := func(path string, do func(controlRequest) (any, error)) {
		mux.HandleFunc("POST /"+path, func(w http.ResponseWriter, r *http.Request) {
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
			channeltest.WriteJSON(w, http.StatusOK, out)
		})
	}
	tg.controlPeople(post)
	tg.controlServer(post)
	tg.controlReads(mux)
	return mux
}

type poster func(path string, do func(controlRequest) (any, error))

func (tg *Server) controlPeople(post poster) {
	post("say", func(c controlRequest) (any, error) { return tg.User(c.User, c.Name).Says(c.Text), nil })
	post("photo", func(c controlRequest) (any, error) { return tg.User(c.User, c.Name).SendsPhoto(c.Data, c.Text), nil })
	post("press", func(c controlRequest) (any, error) { return true, tg.press(c.User, c.User, 0, c.Label, 1) })
	post("edit", func(c controlRequest) (any, error) {
		tg.mu.Lock()
		defer tg.mu.Unlock()
		return true, tg.editBy(tg.chats[c.User], c.User, c.Message, c.Text)
	})
	post("block", func(c controlRequest) (any, error) { tg.User(c.User, c.Name).Blocks(); return true, nil })
	post("unblock", func(c controlRequest) (any, error) { tg.User(c.User, c.Name).Unblocks(); return true, nil })
	post("forum", func(c controlRequest) (any, error) { return tg.Forum(c.Forum).ID, nil })
	post("write", func(c controlRequest) (any, error) {
		return tg.Forum(c.Forum).Member(c.User, c.Name).Writes(c.Thread, c.Text), nil
	})
	post("tap", func(c controlRequest) (any, error) {
		tg.Forum(c.Forum).Member(c.User, c.Name)
		return true, tg.press(c.User, c.Forum, c.Thread, c.Label, 1)
	})
}

func (tg *Server) controlServer(post poster) {
	post("update", func(c controlRequest) (any, error) { return tg.PushUpdate(string(c.Update)), nil })
	post("heal", func(controlRequest) (any, error) { tg.Heal(); return true, nil })
	post("fault", func(c controlRequest) (any, error) {
		f := Fault{wait: time.Duration(c.StallMS) * time.Millisecond, html: c.HTML, drop: c.Drop != "", after: c.Drop == "after"}
		switch {
		case c.RetryAfter > 0:
			f.no = tooMany(c.RetryAfter)
		case c.Code != 0:
			f.no = &wireError{Code: c.Code, Text: c.Description}
		}
		tg.Fail(c.Method, max(c.Times, 1), f)
		return true, nil
	})
}

func (tg *Server) controlReads(mux *http.ServeMux) {
	number := func(r *http.Request, name string) int64 {
		n, _ := strconv.ParseInt(r.URL.Query().Get(name), 10, 64) // 0 finds nothing
		return n
	}
	mux.HandleFunc("GET /messages", func(w http.ResponseWriter, r *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, append([]Message{}, tg.Chat(number(r, "chat")).All()...))
	})
	mux.HandleFunc("GET /topics", func(w http.ResponseWriter, r *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, append([]Topic{}, tg.Forum(number(r, "forum")).Topics()...))
	})
	mux.HandleFunc("GET /calls", func(w http.ResponseWriter, r *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, append([]Call{}, tg.Calls(r.URL.Query().Get("method"))...))
	})
	mux.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) {
		channeltest.WriteJSON(w, http.StatusOK, map[string]int{"pending": tg.Pending(), "flooded": tg.Flooded(), "unanswered": tg.Unanswered(), "calls": len(tg.Calls(""))})
	})
}
