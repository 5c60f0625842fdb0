package channeltest

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// ZaloUser is a person with the Zalo app. What they do returns after the
// webhook was called for the first time.
type ZaloUser struct {
	z       *Zalo
	id      string
	name    string
	follows bool
	left    bool
	wrote   time.Time // last interaction
	said    []string  // ids of their messages
}

// User returns the person with this id; they exist from the first mention,
// and have not written yet.
func (z *Zalo) User(id string) *ZaloUser {
	z.mu.Lock()
	defer z.mu.Unlock()
	u, ok := z.users[id]
	if !ok {
		u = &ZaloUser{z: z, id: id, name: "Khách " + id}
		z.users[id] = u
	}
	return u
}

// Says sends words and returns the message's id.
func (u *ZaloUser) Says(text string) string {
	return u.sends("user_send_text", zaloObject{"text": text})
}

// Quotes sends words that quote one of the account's messages.
func (u *ZaloUser) Quotes(message, text string) string {
	return u.sends("user_send_text", zaloObject{"text": text, "quote_msg_id": message})
}

// Sends sends a photo, file, voice or video with a caption: kind is "image",
// "file", "audio", "video", "gif" or "sticker".
func (u *ZaloUser) Sends(kind, name string, data []byte, caption string) string {
	u.z.mu.Lock()
	id := u.z.id("media")
	u.z.files["media/"+id] = zaloFile{kind: kind, name: name, data: data}
	u.z.mu.Unlock()
	payload := zaloObject{"url": u.z.opt.Base + "/media/" + id}
	if kind == "file" {
		payload["name"], payload["size"] = name, fmt.Sprint(len(data))
	}
	return u.sends("user_send_"+kind, zaloObject{"text": caption, "attachments": []zaloObject{{"type": kind, "payload": payload}}})
}

// Shares sends a place.
func (u *ZaloUser) Shares(lat, lon, place string) string {
	at := zaloObject{"coordinates": zaloObject{"latitude": lat, "longitude": lon}}
	return u.sends("user_send_location", zaloObject{"text": place, "attachments": []zaloObject{{"type": "location", "payload": at}}})
}

// Presses presses the newest button with this title and returns the id of the
// message that makes. It returns "" when there is no such button, or it only
// opens a page.
func (u *ZaloUser) Presses(title string) string {
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
func (u *ZaloUser) Follows() {
	u.touch(func() { u.follows, u.left, u.wrote = true, false, time.Now() })
	u.z.emit("follow", u.follower(), true)
}

// Unfollows leaves the account: it can't write to them any more.
func (u *ZaloUser) Unfollows() {
	u.touch(func() { u.follows, u.left = false, true })
	u.z.emit("unfollow", u.follower(), true)
}

// Opens opens the chat from the account's profile.
func (u *ZaloUser) Opens() {
	u.touch(func() { u.wrote = time.Now() })
	u.z.emit("user_click_chatnow", zaloObject{"oa_id": u.z.opt.OA, "user_id": u.id}, true)
}

// Submits answers a request for name and phone number.
func (u *ZaloUser) Submits(name, phone string) {
	u.touch(func() { u.wrote = time.Now() })
	u.z.emit("user_submit_info", zaloObject{
		"sender": zaloObject{"id": u.id}, "recipient": zaloObject{"id": u.z.opt.OA},
		"info": zaloObject{"name": name, "phone": phone},
	}, true)
}

// Silent moves the person's last interaction into the past.
func (u *ZaloUser) Silent(d time.Duration) { u.touch(func() { u.wrote = time.Now().Add(-d) }) }

// Named sets the name that the profile shows.
func (u *ZaloUser) Named(name string) *ZaloUser {
	u.touch(func() { u.name = name })
	return u
}

func (u *ZaloUser) touch(change func()) {
	u.z.mu.Lock()
	defer u.z.mu.Unlock()
	change()
}

func (u *ZaloUser) follower() zaloObject {
	return zaloObject{"oa_id": u.z.opt.OA, "follower": zaloObject{"id": u.id}, "source": "oa_profile"}
}

func (u *ZaloUser) sends(event string, message zaloObject) string {
	var id string
	u.touch(func() {
		u.wrote, u.left = time.Now(), false
		id = u.z.id("said")
		u.said = append(u.said, id)
	})
	message["msg_id"] = id
	u.z.emit(event, zaloObject{"sender": zaloObject{"id": u.id}, "recipient": zaloObject{"id": u.z.opt.OA}, "message": message}, true)
	return id
}

// Post sends an event as it stands, signed, and returns the status that it
// got: for events that no user action makes.
func (z *Zalo) Post(body []byte) int { return z.hook.once(z.Sign(body), body) }

// PostWith sends a body with headers of the caller's own, such as a forged
// signature.
func (z *Zalo) PostWith(h http.Header, body []byte) int { return z.hook.once(h, body) }
