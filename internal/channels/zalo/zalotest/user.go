package zalotest

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// User is a person with the Zalo app. What they do returns after the
// webhook was called for the first time.
type User struct {
	z       *Server
	id      string
	oa      string // the account they write to
	name    string
	picture string // its address
	follows bool
	left    bool
	wrote   time.Time // last interaction
	said    []string  // ids of their messages
}

// User returns the person with this id; they exist from the first mention,
// and have not written yet.
func (z *Server) User(id string) *User {
	z.mu.Lock()
	defer z.mu.Unlock()
	u, ok := z.users[id]
	if !ok {
		u = &User{z: z, id: id, oa: z.opt.OA, name: "Khách " + id}
		z.users[id] = u
	}
	return u
}

// Says sends words and returns the message's id.
func (u *User) Says(text string) string {
	return u.sends("user_send_text", object{"text": text})
}

// Quotes sends words that quote one of the account's messages.
func (u *User) Quotes(message, text string) string {
	return u.sends("user_send_text", object{"text": text, "quote_msg_id": message})
}

// Sends sends a photo, file, voice or video with a caption: kind is "image",
// "file", "audio", "video", "gif" or "sticker".
func (u *User) Sends(kind, name string, data []byte, caption string) string {
	u.z.mu.Lock()
	id := u.z.id("media")
	u.z.files["media/"+id] = heldFile{kind: kind, name: name, data: data}
	u.z.mu.Unlock()
	payload := object{"url": u.z.opt.Base + "/media/" + id}
	if kind == "file" {
		payload["name"], payload["size"] = name, fmt.Sprint(len(data))
	}
	return u.sends("user_send_"+kind, object{"text": caption, "attachments": []object{{"type": kind, "payload": payload}}})
}

// Shares sends a place.
func (u *User) Shares(lat, lon, place string) string {
	at := object{"coordinates": object{"latitude": lat, "longitude": lon}}
	return u.sends("user_send_location", object{"text": place, "attachments": []object{{"type": "location", "payload": at}}})
}

// SharesContact sends a contact card.
func (u *User) SharesContact(name, phone string) string {
	card := object{"description": fmt.Sprintf("{\"phone\":%q}", phone)}
	return u.sends("user_send_business_card", object{"text": name, "attachments": []object{{"type": "link", "payload": card}}})
}

// SendsNovelty sends what nobody knows of, under an event's name.
func (u *User) SendsNovelty(event string) string { return u.sends(event, object{}) }

// Presses presses the newest button with this title and returns the id of the
// message that makes. It returns "" when there is no such button, or it only
// opens a page.
func (u *User) Presses(title string) string {
	for _, m := range slices.Backward(u.z.Messages(u.id)) {
		for _, b := range m.Buttons {
			if b.Title == title && b.Type != "oa.open.url" {
				return u.Says(b.Payload)
			}
		}
	}
	return ""
}

// Follows follows the account.
func (u *User) Follows() {
	u.touch(func() { u.follows, u.left, u.wrote = true, false, u.z.opt.Now() })
	u.z.emit("follow", u.follower(), true)
}

// Unfollows leaves the account: it can't write to them any more.
func (u *User) Unfollows() {
	u.touch(func() { u.follows, u.left = false, true })
	u.z.emit("unfollow", u.follower(), true)
}

// Opens opens the chat from the account's profile.
func (u *User) Opens() {
	u.touch(func() { u.wrote = u.z.opt.Now() })
	u.z.emit("user_click_chatnow", object{"oa_id": u.oa, "user_id": u.id}, true)
}

// Submits answers a request for name and phone number.
func (u *User) Submits(name, phone string) {
	u.touch(func() { u.wrote = u.z.opt.Now() })
	u.z.emit("user_submit_info", object{
		"sender": object{"id": u.id}, "recipient": object{"id": u.oa},
		"info": object{"name": name, "phone": phone},
	}, true)
}

// WritesTo makes them a user of another account of the app.
func (u *User) WritesTo(oa string) *User {
	u.touch(func() { u.oa = oa })
	return u
}

// Visits sends words as a visitor without an account.
func (u *User) Visits(visit, text string) string {
	var id string
	u.touch(func() { id = u.z.id("said") })
	u.z.emit("anonymous_send_text", object{
		"sender": object{"id": u.id}, "recipient": object{"id": u.oa},
		"message": object{"msg_id": id, "text": text, "conversation_id": visit},
	}, true)
	return id
}

// Revoke plays an admin who takes the app's permission away.
func (z *Server) Revoke(oa string) {
	z.RevokeGrant()
	z.emit("permission_revoked", object{"oa_id": oa}, true)
}

// Silent moves the person's last interaction into the past.
func (u *User) Silent(d time.Duration) { u.touch(func() { u.wrote = u.z.opt.Now().Add(-d) }) }

// Named sets the name that the profile shows.
func (u *User) Named(name string) *User {
	u.touch(func() { u.name = name })
	return u
}

// Pictures sets the picture that the profile shows.
func (u *User) Pictures(data []byte) *User {
	u.touch(func() {
		id := u.z.id("media")
		u.z.files["media/"+id] = heldFile{kind: "image", data: data}
		u.picture = u.z.opt.Base + "/media/" + id
	})
	return u
}

func (u *User) touch(change func()) {
	u.z.mu.Lock()
	defer u.z.mu.Unlock()
	change()
}

func (u *User) follower() object {
	return object{"oa_id": u.oa, "follower": object{"id": u.id}, "source": "oa_profile"}
}

func (u *User) sends(event string, message object) string {
	var id string
	u.touch(func() {
		u.wrote, u.left = u.z.opt.Now(), false
		id = u.z.id("said")
		u.said = append(u.said, id)
	})
	message["msg_id"] = id
	u.touch(func() { u.z.past = append(u.z.past, u.past(id, event, message)) })
	u.z.emit(event, object{"sender": object{"id": u.id}, "recipient": object{"id": u.oa}, "message": message}, true)
	return id
}

// Post sends an event as it stands, signed, and returns the status that it
// got: for events that no user action makes.
func (z *Server) Post(body []byte) int { return z.hook.Post(z.Sign(body), body) }

// PostWith sends a body with headers of the caller's own, such as a forged
// signature.
func (z *Server) PostWith(h http.Header, body []byte) int { return z.hook.Post(h, body) }
