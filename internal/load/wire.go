package load

import (
	"encoding/json"
	"strconv"
	"time"
)

// What is spoken of the Bot API: updates out, requests in.

type update struct {
	ID       int64     `json:"update_id"`
	Message  *message  `json:"message,omitempty"`
	Callback *callback `json:"callback_query,omitempty"`
}

type message struct {
	ID      int64   `json:"message_id"`
	Thread  int64   `json:"message_thread_id,omitempty"`
	InTopic bool    `json:"is_topic_message,omitempty"`
	From    *person `json:"from,omitempty"`
	Chat    where   `json:"chat"`
	Date    int64   `json:"date"`
	Text    string  `json:"text,omitempty"`
	Photo   []photo `json:"photo,omitempty"`
	Voice   *voice  `json:"voice,omitempty"`
	Markup  *markup `json:"reply_markup,omitempty"`
}

type person struct {
	ID       int64  `json:"id"`
	Bot      bool   `json:"is_bot"`
	Name     string `json:"first_name"`
	Language string `json:"language_code,omitempty"`
}

type where struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Forum bool   `json:"is_forum,omitempty"`
}

type photo struct {
	File   string `json:"file_id"`
	Unique string `json:"file_unique_id"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Size   int    `json:"file_size"`
}

type voice struct {
	File    string `json:"file_id"`
	Unique  string `json:"file_unique_id"`
	Seconds int    `json:"duration"`
	Size    int    `json:"file_size"`
}

type callback struct {
	ID       string   `json:"id"`
	From     person   `json:"from"`
	Message  *message `json:"message"`
	Instance string   `json:"chat_instance"`
	Data     string   `json:"data"`
}

type markup struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button is one of those under a reply. One without Data opens a page.
type Button struct {
	Label string `json:"text"`
	Data  string `json:"callback_data,omitempty"`
	URL   string `json:"url,omitempty"`
}

// buttons reads a keyboard as it is sent; nil when there is none.
func buttons(raw string) []Button {
	var m markup
	if raw == "" || json.Unmarshal([]byte(raw), &m) != nil {
		return nil
	}
	var all []Button
	for _, row := range m.Rows {
		all = append(all, row...)
	}
	return all
}

// said is a line of a person's in a chat.
func (p *Platform) said(from person, chat where, thread int64, text string) update {
	return update{ID: p.updates.Add(1), Message: &message{
		ID: p.messages.Add(1), Thread: thread, InTopic: thread != 0, From: &from, Chat: chat, Date: time.Now().Unix(), Text: text,
	}}
}

// pressed is a press of a button under a reply.
func (p *Platform) pressed(from person, chat where, r Heard, b Button) update {
	id := p.updates.Add(1)
	return update{ID: id, Callback: &callback{
		ID: strconv.FormatInt(id, 10), From: from, Instance: "1", Data: b.Data,
		Message: &message{ID: r.message, Chat: chat, Date: r.at.Unix(), Text: r.Text, Markup: &markup{Rows: [][]Button{r.Buttons}}},
	}}
}

// shot is a picture that a user sends.
func (p *Platform) shot(from person, chat where, file string, size int) update {
	u := p.said(from, chat, 0, "")
	u.Message.Photo = []photo{{File: file, Unique: file, Width: shotWidth, Height: shotHeight, Size: size}}
	return u
}

// note is a voice note that a user sends.
func (p *Platform) note(from person, chat where, file string, size int) update {
	u := p.said(from, chat, 0, "")
	u.Message.Voice = &voice{File: file, Unique: file, Seconds: 4, Size: size}
	return u
}
