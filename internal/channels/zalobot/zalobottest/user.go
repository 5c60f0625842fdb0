package zalobottest

import (
	"encoding/json"
	"net/http"

	"hotro/internal/channels/channeltest"
)

// User is a person who writes to the bot. What they do returns after
// the webhook was called, where one is set.
type User struct {
	b    *Server
	id   string
	name string
}

// User returns the person with this id.
func (b *Server) User(id string) *User {
	b.mu.Lock()
	defer b.mu.Unlock()
	u, ok := b.users[id]
	if !ok {
		u = &User{b: b, id: id, name: "Khách " + id}
		b.users[id] = u
	}
	return u
}

// Named sets the name that the platform tells.
func (u *User) Named(name string) *User {
	u.b.mu.Lock()
	defer u.b.mu.Unlock()
	u.name = name
	return u
}

// Says sends words and returns the message's id.
func (u *User) Says(text string) string {
	return u.sends("message.text.received", object{"text": text})
}

// SendsPhoto sends a photo in the newer form, with photo_url.
func (u *User) SendsPhoto(data []byte, caption string) string {
	m := object{"photo_url": u.keep(data), "message_type": "CHAT_PHOTO"}
	if caption != "" {
		m["caption"] = caption
	}
	return u.sends("message.image.received", m)
}

// SendsOldPhoto sends a photo in the documented form, with photo.
func (u *User) SendsOldPhoto(data []byte) string {
	return u.sends("message.image.received", object{"photo": u.keep(data)})
}

// SendsSticker sends a sticker.
func (u *User) SendsSticker() string {
	return u.sends("message.sticker.received", object{"sticker": "0e078a2ab26b7b35225a", "url": u.keep([]byte("\x89PNG\r\n\x1a\n"))})
}

// SendsVoice sends a voice message.
func (u *User) SendsVoice() string {
	return u.sends("message.voice.received", object{"voice_url": u.keep([]byte("aac")), "message_type": "CHAT_VOICE"})
}

// SendsUnsupported sends what the platform does not pass on.
func (u *User) SendsUnsupported() string {
	return u.sends("message.unsupported.received", object{})
}

func (u *User) keep(data []byte) string {
	u.b.mu.Lock()
	defer u.b.mu.Unlock()
	id := u.b.id()
	u.b.files[id] = data
	return u.b.opt.Base + "/media/" + id
}

func (u *User) sends(event string, m object) string {
	b := u.b
	b.mu.Lock()
	id := b.id()
	m["message_id"], m["date"] = id, b.opt.Now().UnixMilli()
	m["chat"] = object{"chat_type": "PRIVATE", "id": u.id}
	m["from"] = object{"id": u.id, "is_bot": false, "display_name": u.name}
	update := object{"event_name": event, "message": m}
	if b.url == "" {
		b.waiting = append(b.waiting, update)
		close(b.news)
		b.news = make(chan struct{})
		b.mu.Unlock()
		return id
	}
	secret := b.secret
	if b.opt.Wrapped {
		update = object{"ok": true, "result": update}
	}
	b.mu.Unlock()
	body, err := json.Marshal(update)
	if err != nil {
		panic(err) // plain maps and strings always encode
	}
	header := http.Header{"X-Bot-Api-Secret-Token": {secret}, "Content-Type": {"application/json"}}
	b.hook.Deliver(event, header, body, true)
	return id
}

// Deliveries returns every webhook event so far and what became of it.
func (b *Server) Deliveries() []channeltest.Delivery { return b.hook.Deliveries() }

// PostWith sends a body with headers of the caller's own, such as a forged
// secret, and returns the status that it got.
func (b *Server) PostWith(h http.Header, body []byte) int { return b.hook.Post(h, body) }
