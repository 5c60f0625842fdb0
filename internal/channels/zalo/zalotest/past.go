package zalotest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// pastLine is a message as listrecentchat and conversation show it.
type pastLine struct {
	oa, user string
	at       time.Time
	shown    object
}

// past is a message of the user's. Callers hold mu.
func (u *User) past(id, event string, message object) pastLine {
	l := pastLine{oa: u.oa, user: u.id, at: time.Now()}
	text, _ := message["text"].(string)
	kind := strings.TrimPrefix(event, "user_send_")
	if kind == "image" {
		kind = "photo" // the older API's word
	}
	l.shown = object{
		"src": 1, "time": l.at.UnixMilli(), "type": kind, "message": text, "message_id": id,
		"from_id": u.id, "to_id": u.oa, "from_display_name": u.name, "to_display_name": "Stringee",
	}
	if list, _ := message["attachments"].([]object); len(list) > 0 {
		payload, _ := list[0]["payload"].(object)
		l.shown["url"] = payload["url"]
		if at, ok := payload["coordinates"]; ok {
			b, _ := json.Marshal(at)
			l.shown["location"] = string(b)
		}
	}
	return l
}

// all are the messages of both sides, the newest first. Callers hold mu.
func (z *Server) all(oa string) []pastLine {
	var out []pastLine
	for _, l := range z.past {
		if l.oa == oa {
			out = append(out, l)
		}
	}
	for _, m := range z.sent {
		if cmp.Or(m.OA, z.opt.OA) == oa && m.Visit == "" {
			out = append(out, pastLine{oa: oa, user: m.To, at: m.At, shown: object{
				"src": 0, "time": m.At.UnixMilli(), "type": "text", "message": m.Text, "message_id": m.ID, "from_id": oa, "to_id": m.To,
			}})
		}
	}
	slices.SortStableFunc(out, func(a, b pastLine) int { return b.at.Compare(a.at) })
	return out
}

// recent answers listrecentchat: the last message of each chat.
func (z *Server) recent(r *http.Request) (any, *apiError) {
	return z.pastPage(r, func(lines []pastLine, _ string) []pastLine {
		var out []pastLine
		seen := map[string]bool{}
		for _, l := range lines {
			if !seen[l.user] {
				out = append(out, l)
			}
			seen[l.user] = true
		}
		return out
	})
}

// conversation answers with the messages of one chat.
func (z *Server) conversation(r *http.Request) (any, *apiError) {
	return z.pastPage(r, func(lines []pastLine, user string) []pastLine {
		return slices.DeleteFunc(lines, func(l pastLine) bool { return l.user != user })
	})
}

func (z *Server) pastPage(r *http.Request, pick func(lines []pastLine, user string) []pastLine) (any, *apiError) {
	var q struct {
		User   string `json:"user_id"`
		Offset int    `json:"offset"`
		Count  int    `json:"count"`
	}
	if err := json.Unmarshal([]byte(r.URL.Query().Get("data")), &q); err != nil {
		return nil, refuse(-201, "data is invalid")
	}
	if q.Count < 1 || q.Count > 10 || q.Offset < 0 {
		return nil, refuse(-210, "count exceeds limit")
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	lines := pick(z.all(z.owner[r.Header.Get("access_token")]), q.User)
	lines = lines[min(q.Offset, len(lines)):]
	page := []object{}
	for _, l := range lines[:min(q.Count, len(lines))] {
		page = append(page, l.shown)
	}
	return page, nil
}
