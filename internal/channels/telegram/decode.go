package telegram

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Users that Telegram writes in the place of people.
const (
	anonymousAdmin = 1087968824 // an admin who hides behind the group
	channelBot     = 136817688  // somebody who writes as a channel
	serviceUser    = 777000     // forwards of a linked channel
)

// noEffect is the data of the button that is left on a keyboard after a
// press: pressing it again means nothing. No Choice may hold it.
const noEffect = "="

// arrival is what one update comes to.
type arrival struct {
	id      int64           // of the update
	in      []chat.Incoming // none or one
	ignored string          // why there is none
	answer  string          // a callback query to answer although there is none
	group   string          // what the bot has become in the staff group
	ids     *ids            // the numbers that were asked for
	odd     string          // the first part of the update that is not as documented
}

func ignored(why string) arrival { return arrival{ignored: why} }

// event names what was ignored, for a metric: "ignored_service_message_pinned_message".
func (a arrival) event() string {
	return "ignored_" + strings.Map(func(r rune) rune {
		switch {
		case r == ' ', r == '-':
			return '_'
		case r == ':':
			return -1
		}
		return unicode.ToLower(r)
	}, a.ignored)
}

// decoder reads updates of one bot.
type decoder struct {
	*client
	staff *staffChat
	now   func() time.Time
}

// decodeUpdate reads one update. An error means that it is not an update as
// documented; its text holds no content of the update.
func (d *decoder) decodeUpdate(raw []byte) (arrival, error) {
	if u, ok := readPress(raw); ok {
		a := d.press(u.Callback)
		a.id = u.ID
		return a, nil
	}
	var u update
	err := json.Unmarshal(raw, &u)
	odd, err := oddField(err)
	if err != nil {
		return arrival{}, unreadable(err)
	}
	odd = u.odd(odd)
	if odd != nil && u.incomplete() {
		return arrival{}, unreadable(odd)
	}
	a, err := d.arrived(&u, raw)
	a.id = u.ID
	if odd != nil {
		a.odd = where(odd)
	}
	return a, err
}

func (d *decoder) arrived(u *update, raw []byte) (arrival, error) {
	switch {
	case u.Message != nil:
		return d.message(u.Message), nil
	case u.Edited != nil:
		return d.edit(u.Edited), nil
	case u.Callback != nil:
		return d.press(u.Callback), nil
	case u.Member != nil:
		return d.membership(u.Member), nil
	case u.Other != nil:
		return d.memberOf(u.Other), nil
	case u.Reaction != nil:
		return d.reaction(u.Reaction), nil
	}
	kind := kindOf(raw)
	if slices.Contains([]string{"message", "edited_message", "callback_query", "my_chat_member", "message_reaction"}, kind) {
		return arrival{}, fmt.Errorf("update can't be decoded: field %s is null", kind)
	}
	return ignored("kind of update not used: " + kind), nil
}

// kindOf names an update of a kind that is not used.
func kindOf(raw []byte) string {
	var u map[string]json.RawMessage
	_ = json.Unmarshal(raw, &u) // it was read before
	delete(u, "update_id")
	for _, k := range slices.Sorted(maps.Keys(u)) {
		if len(k) <= 40 && strings.Trim(k, "abcdefghijklmnopqrstuvwxyz_") == "" {
			return k
		}
	}
	return "none"
}

// messageKey is the dedupe key of a message: the same however and under
// whatever update it is delivered.
func messageKey(m *message) string { return "m" + itoa(m.ID) + "." + itoa(m.Date) }

// editKey is that of an edit, another for each: two may come within a second.
func editKey(m *message, in *chat.Incoming) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(in.Text)) // a hash takes everything
	for _, sp := range in.Spans {
		_, _ = fmt.Fprintf(h, "%+v", sp)
	}
	for _, f := range in.Files {
		_, _ = h.Write([]byte(f.Ref))
	}
	return "e" + itoa(m.ID) + "." + itoa(m.EditDate) + "." + strconv.FormatUint(uint64(h.Sum32()), 36)
}

// admit says whether a chat is listened to: private chats and the staff
// group. The reason not to is returned.
func (d *decoder) admit(c *chatInfo) string {
	switch {
	case c == nil || c.ID == 0:
		return "no chat"
	case c.Type == "private", d.staff.is(c):
		return ""
	case c.Type == "channel":
		return "channel"
	}
	if d.staff.StaffChat() == "" {
		return "group, and TELEGRAM_STAFF_CHAT is not set"
	}
	return "group that is not TELEGRAM_STAFF_CHAT"
}

func (d *decoder) message(m *message) arrival {
	if i := d.asksIDs(m); i != nil {
		return arrival{ids: i, ignored: idsCommand}
	}
	if why := d.admit(m.Chat); why != "" {
		return ignored(why)
	}
	if m.From == nil || d.foreign(m) {
		return ignored("not written by a person")
	}
	in := chat.Incoming{
		ID: messageKey(m), From: d.place(m), User: writer(m), Message: itoa(m.ID),
		Album: m.Album, At: d.at(m.Date), Origin: m.Origin.name(),
	}
	// A message in a topic "replies" to the topic's first, unless it is a real reply.
	if r := m.ReplyTo; r != nil && r.ID > 0 && r.TopicCreated == nil && (in.From.Thread == "" || r.ID != m.Thread) {
		in.ReplyTo = itoa(r.ID)
	}
	if in.ReplyTo != "" && m.Chat.Type == "private" {
		in.Quote = m.ReplyTo.Caption // the words of a picture that may be older than what is kept
	}
	if m.Quote != nil && (in.ReplyTo != "" || m.External != nil) {
		in.Quote = visible(m.Quote.Text, m.Quote.Entities)
	}
	if service := fill(&in, m); service != "" {
		return ignored("service message: " + service)
	}
	if d.staff.is(m.Chat) {
		m.keepLooks(&in)
	}
	return arrival{in: []chat.Incoming{in}}
}

// foreign reports messages of other programs and of the bot itself (it hears
// its own service messages).
func (d *decoder) foreign(m *message) bool {
	switch m.From.ID {
	case anonymousAdmin, channelBot:
		return false
	case serviceUser:
		return true
	}
	return m.From.IsBot || itoa(m.From.ID) == d.id || m.Forwarded
}

// Address returns the address of a chat of this bot.
func (d *decoder) Address(chatID, thread string) chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: d.id, Chat: chatID, Thread: thread}
}

// place is the conversation a message belongs to. A thread counts only in a
// forum or a private chat with topics, and only when the message says it is in
// a topic: other groups use the same field for plain reply chains, and the
// General topic has none.
func (d *decoder) place(m *message) chat.Address {
	a := d.Address(itoa(m.Chat.ID), "")
	if m.InTopic && (m.Chat.IsForum || m.Chat.Type == "private") && m.Thread > 1 {
		a.Thread = itoa(m.Thread)
	}
	return a
}

func writer(m *message) chat.User {
	u := person(m.From)
	if m.From.ID == anonymousAdmin && m.Signature != "" {
		u.Name = m.Signature
	}
	return u
}

func person(u *tgbotapi.User) chat.User {
	return chat.User{
		ID: itoa(u.ID), Name: strings.TrimSpace(u.FirstName + " " + u.LastName),
		Username: u.UserName, Lang: u.LanguageCode,
	}
}

// at is the platform's time, or now where it gives none that can be true.
func (d *decoder) at(unix int64) time.Time {
	return channels.When(time.Unix(unix, 0), d.now()).UTC()
}

// edit reads a changed message: all of it as it is now. What the change was,
// whoever keeps the message finds out.
func (d *decoder) edit(m *message) arrival {
	a := d.message(m)
	if len(a.in) == 0 {
		return a
	}
	in := &a.in[0]
	switch {
	case in.Kind == chat.KindLocation, in.Kind == chat.KindService, in.Kind == chat.KindSticker, in.Kind == chat.KindContact,
		in.Kind == chat.KindUnsupported && in.Text == "":
		return ignored("edit without words") // a live location "edits" itself every few seconds
	}
	in.ID, in.At = editKey(m, in), d.at(m.EditDate)
	in.Kind, in.Data = chat.KindEdit, ""
	return a
}

// press reads a callback query. Its own id is in the dedupe key, where Taken
// finds it again, with the date of the keyboard behind it.
func (d *decoder) press(c *callback) arrival {
	if c.From == nil || c.ID == "" {
		return ignored("press by nobody")
	}
	in := chat.Incoming{
		ID: pressKey(c.ID, 0), From: d.Address(itoa(c.From.ID), ""), User: person(c.From),
		Kind: chat.KindButton, Data: c.Data, At: d.at(0),
	}
	if m := c.Message; m != nil && (m.odd == nil || m.Chat != nil) {
		in.ID = pressKey(c.ID, m.Date)
		if why := d.admit(m.Chat); why != "" {
			return arrival{ignored: why, answer: c.ID}
		}
		in.From, in.Message = d.place(m), itoa(m.ID)
		in.Text = label(m, c.Data)
	}
	if c.Data == "" || c.Data == noEffect {
		return arrival{ignored: "button without effect", answer: c.ID}
	}
	return arrival{in: []chat.Incoming{in}}
}

// label finds what stood on the pressed button. Only a message that is still
// accessible has its keyboard.
func label(m *message, data string) string {
	if m.Markup == nil {
		return ""
	}
	for _, row := range m.Markup.Rows {
		for _, k := range row {
			if data != "" && k.Data == data {
				return k.Text
			}
		}
	}
	return ""
}

func (d *decoder) membership(c *memberChange) arrival {
	if d.staff.is(c.Chat) {
		return arrival{ignored: "membership in the staff group: " + c.New.Status, group: c.New.Status}
	}
	if c.Chat == nil || c.From == nil || c.Chat.Type != "private" {
		return ignored("membership in a group")
	}
	in := chat.Incoming{
		ID: "b" + itoa(c.Date) + "." + c.New.Status, From: d.Address(itoa(c.Chat.ID), ""), User: person(c.From), At: d.at(c.Date),
	}
	switch c.New.Status {
	case "kicked":
		in.Kind = chat.KindBlocked
	case "member":
		in.Kind = chat.KindUnblocked
	default:
		return ignored("membership " + c.New.Status)
	}
	return arrival{in: []chat.Incoming{in}}
}

// memberOf reads what became of somebody in the staff group. What they are now
// is for whoever acts on it to ask: changes may come late.
func (d *decoder) memberOf(c *memberChange) arrival {
	if !d.staff.is(c.Chat) {
		return ignored("membership of others")
	}
	if c.From == nil || c.New.User == nil || c.New.User.ID == 0 {
		return ignored("membership of nobody")
	}
	user := itoa(c.New.User.ID)
	return arrival{in: []chat.Incoming{{
		ID: "c" + user + "." + itoa(c.Date) + "." + c.New.Status, From: d.Address(itoa(c.Chat.ID), ""), User: person(c.From),
		Kind: chat.KindService, Data: memberPrefix + user, At: d.at(c.Date),
	}}}
}
