package webtest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

// Case is a conversation that asks for a person.
type Case struct {
	Channel, Name string
	Said          []string // by the user, before the hand-off
	Handoff       desk.Details
	Ago           time.Duration // since the hand-off
}

// Add writes a conversation with an open ticket, as if it had happened a
// while ago, and returns its address and the ticket's number.
func (w *World) Add(c Case) (conv string, number int64) {
	w.T.Helper()
	n, err := w.Store.Count(w.T.Context(), "ticket")
	if err != nil {
		w.T.Fatal(err)
	}
	at := chat.Address{Channel: c.Channel, Bot: "7", Chat: fmt.Sprintf("%s-%04d", c.Channel, n)}
	conv = at.String()
	snap, err := w.Store.Load(w.T.Context(), conv)
	if err != nil {
		w.T.Fatal(err)
	}
	then := time.Now().Add(-c.Ago)
	r, err := record.Open(snap, at, then)
	if err != nil {
		w.T.Fatal(err)
	}
	user := chat.User{ID: at.Chat, Name: c.Name, Lang: "vi"}
	for i, s := range c.Said {
		in := chat.Incoming{
			ID: fmt.Sprint("said-", i), From: at, User: user, Kind: chat.KindText, Text: s,
			Message: fmt.Sprint("m-", i), At: then.Add(time.Duration(i-len(c.Said)) * time.Minute),
		}
		r.Hear(in)
		r.Say(chat.Reply{Text: "Dạ em đã ghi nhận ạ. Anh/chị làm theo **các bước** em gửi rồi gọi thử lại giúp em nhé."})
	}
	w.Desk.Lifecycle.Open(r, n, c.Handoff, 1)
	ch, err := r.Change()
	if err != nil {
		w.T.Fatal(err)
	}
	if err := w.Store.Apply(w.T.Context(), snap, time.Now(), "seed-"+conv, ch); err != nil {
		w.T.Fatal(err)
	}
	w.nudge(conv)
	return conv, n
}

// Hear stores a user's words, for the bot to take.
func (w *World) Hear(conv, text string) {
	w.T.Helper()
	at, err := chat.ParseAddress(conv)
	if err != nil {
		w.T.Fatal(err)
	}
	in := chat.Incoming{
		ID: rand.Text(), From: at, User: chat.User{ID: at.Chat, Name: "Khách"}, Kind: chat.KindText,
		Text: text, Message: rand.Text(), At: time.Now(),
	}
	if err := w.Accept(w.T.Context(), in); err != nil {
		w.T.Fatal(err)
	}
}

// Again opens a second ticket of a user about something else.
func (w *World) Again(conv string) {
	w.T.Helper()
	n, err := w.Store.Count(w.T.Context(), "ticket")
	if err != nil {
		w.T.Fatal(err)
	}
	w.Change(conv, func(r *record.Record) {
		w.Desk.Lifecycle.Open(r, n, desk.Details{Topic: "AGENT_NOT_ALLOW", Title: "Tài khoản chưa được cấp quyền gọi"}, 1)
	})
}

// Change does to a conversation what a turn would.
func (w *World) Change(conv string, do func(*record.Record)) {
	w.T.Helper()
	at, err := chat.ParseAddress(conv)
	if err != nil {
		w.T.Fatal(err)
	}
	for {
		snap, err := w.Store.Load(w.T.Context(), conv)
		if err != nil {
			w.T.Fatal(err)
		}
		r, err := record.Open(snap, at, time.Now())
		if err != nil {
			w.T.Fatal(err)
		}
		do(r)
		ch, err := r.Change()
		if err != nil {
			w.T.Fatal(err)
		}
		err = w.Store.Apply(w.T.Context(), snap, time.Now(), "", ch)
		if errors.Is(err, store.ErrFenced) {
			continue // delivered meanwhile
		}
		if err != nil {
			w.T.Fatal(err)
		}
		w.Feed.Touch(conv)
		return
	}
}

// Cases are a morning at the desk.
func Cases() []Case {
	number := Handoff()
	micro := desk.Details{
		Topic: "GET_USER_MEDIA_ERROR", Title: "Trình duyệt chưa được dùng micro", Why: "asked",
		Path: []chat.Tried{{
			Topic: "GET_USER_MEDIA_ERROR", Node: "get_user_media_error.1", Text: "Cho phép **Micro** cho trang Stringee rồi tải lại trang",
			Result: "failed", At: time.Now(), File: "02-quyen-micro.md", Line: 21,
		}},
		Refs: []string{"call-vn-1-9QWLB372ZX-1751008399120"},
	}
	return []Case{
		{"telegram", "Nguyễn Thị Hương", []string{"Chào em", "Chị gọi ra toàn báo from number not found, gấp lắm em ơi"}, number, 26 * time.Minute},
		{"zalo", "Công ty Minh Long", []string{"Bên em gọi khách nào cũng bị ngắt sau 1 giây"}, desk.Details{Topic: "CALL_ENDS_IMMEDIATELY", Title: "Cuộc gọi bị ngắt ngay", Why: "exhausted", Path: number.Path[:2], Priority: 1}, 12 * time.Minute},
		{"telegram", "Trần Quốc Bảo", []string{"máy báo lỗi micro"}, micro, 7 * time.Minute},
		{"web", "Khách 7D1F", []string{"Số 1900 của bên anh khách gọi vào không đổ chuông"}, desk.Details{Title: "Số 1900 của bên anh khách gọi vào không đổ chuông", Why: "uncovered"}, 4 * time.Minute},
		{"telegram", "Lê Thanh Tâm", []string{"em bị AGENT_NOT_ALLOW"}, desk.Details{Topic: "AGENT_NOT_ALLOW", Title: "Tài khoản chưa được cấp quyền gọi", Why: "asked"}, 95 * time.Second},
		{"zalobot", "Phạm Ngọc Ánh", []string{"cho gặp tư vấn"}, desk.Details{Title: "cho gặp tư vấn", Why: "asked"}, 20 * time.Second},
		{"telegram", "Vũ Đức Mạnh", []string{"Đổ chuông mà khách nghe máy vẫn không kết nối"}, desk.Details{Topic: "RINGING_NOT_CONNECTED", Title: "Đổ chuông nhưng không kết nối", Why: "document", Path: number.Path, Refs: number.Refs}, 41 * time.Minute},
		{"zalo", "Đặng Hoài Thu", []string{"Bên chị vừa mua thêm 5 agent"}, desk.Details{Title: "Bên chị vừa mua thêm 5 agent", Why: "uncovered"}, 55 * time.Minute},
	}
}
