package zalo

import (
	"strconv"
	"time"
)

// pastLine is one message as Zalo lists the past, such as
//
//	{"src":1,"time":1751100041636,"type":"text","message":"Xin chào","message_id":"e2a6…",
//	 "from_id":"5510…","to_id":"1646…","from_display_name":"Hoa"}
type pastLine struct {
	Source   word       `json:"src"` // 1: the user, 0: the account
	Time     word       `json:"time"`
	Type     word       `json:"type"`
	Text     word       `json:"message"`
	ID       word       `json:"message_id"`
	From     word       `json:"from_id"`
	To       word       `json:"to_id"`
	Name     word       `json:"from_display_name"`
	URL      word       `json:"url"`
	Caption  word       `json:"description"`
	Links    []pastLink `json:"links"`
	Location *spot      `json:"location"`
}

type pastLink struct {
	Title word `json:"title"`
	URL   word `json:"url"`
}

func (l pastLine) fromUser() bool { return l.Source == "1" }

// user is the user's side of a message.
func (l pastLine) user() string {
	if l.fromUser() {
		return string(l.From)
	}
	return string(l.To)
}

func (l pastLine) at() time.Time {
	n, _ := strconv.ParseInt(string(l.Time), 10, 64) // no time: long ago
	return time.UnixMilli(n).UTC()
}

// event is the message as the webhook would have brought it.
func (l pastLine) event(oa string) event {
	e := event{Name: "user_send_" + string(l.Type), Sender: party{ID: l.From, Display: l.Name}, Recipient: party{ID: word(oa)}}
	e.Message = message{ID: l.ID, Text: l.Text}
	if e.Message.Text == "" {
		e.Message.Text = l.Caption
	}
	if l.Type != "text" && l.URL != "" {
		a := attachment{Type: l.Type}
		a.Payload.URL = l.URL
		e.Message.Attachments = append(e.Message.Attachments, a)
	}
	for _, link := range l.Links {
		a := attachment{Type: "link"}
		a.Payload.URL, a.Payload.Title = link.URL, link.Title
		e.Message.Attachments = append(e.Message.Attachments, a)
	}
	if l.Location != nil && l.Location.lat() != "" {
		e.Message.Location = l.Location
	}
	return e
}
