package forum

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
	"hotro/prompts"
)

// Topics makes topics in the group and changes how they look.
type Topics interface {
	CreateTopic(ctx context.Context, group chat.Address, t telegram.Topic) (thread string, err error)
	EditTopic(ctx context.Context, at chat.Address, t telegram.Topic) error
	TopicIcons(ctx context.Context) ([]telegram.TopicIcon, error)
}

// TopicEnds closes topics to members, opens them again, and deletes them.
type TopicEnds interface {
	CloseTopic(ctx context.Context, at chat.Address) error
	ReopenTopic(ctx context.Context, at chat.Address) error
	DeleteTopic(ctx context.Context, at chat.Address) error
}

// Posts writes to the group. Send sends one part, which may hold a file of any
// origin; each method returns the ids of its messages.
type Posts interface {
	Post(ctx context.Context, to chat.Address, m telegram.Message) (id string, err error)
	PostAlbum(ctx context.Context, to chat.Address, replyTo string, silent bool, items ...telegram.AlbumItem) (ids []string, err error)
	Send(ctx context.Context, to chat.Address, part chat.Reply) (id string, err error)
}

// Changes changes the bot's messages.
type Changes interface {
	EditMessage(ctx context.Context, in chat.Address, id string, m telegram.Message) error
	EditButtons(ctx context.Context, in chat.Address, id string, buttons [][]chat.Choice) error
	DeleteMessage(ctx context.Context, in chat.Address, id string) error
}

// Marks marks messages.
type Marks interface {
	PinMessage(ctx context.Context, in chat.Address, id string) error
	React(ctx context.Context, in chat.Address, id, emoji string) error
	AnswerPress(ctx context.Context, arrival, words string) error
}

// Typist shows in a topic that somebody writes. Best effort.
type Typist interface {
	Typing(ctx context.Context, to chat.Address)
}

// Menu puts commands behind the group's menu button.
type Menu interface {
	SetGroupCommands(ctx context.Context, group chat.Address, lang string, commands []telegram.Command) error
}

// People knows who is in the group, and who the bot is.
type People interface {
	Membership(ctx context.Context, group chat.Address, user string) (telegram.Membership, error)
	Me(ctx context.Context) (telegram.Me, error)
}

// Bot is the bot in the group. Errors are a *channels.Failure, in which those
// of package telegram are found, or another for what was not sent.
type Bot interface {
	Topics
	TopicEnds
	Posts
	Changes
	Marks
	Typist
	Menu
	People
}

// Group keeps the staff group's chat id, which can change.
type Group interface {
	StaffChat() string
	MoveStaffChat(id string)
}

// Values keeps small values by key.
type Values interface {
	Get(ctx context.Context, key string) (val []byte, version int64, err error)
	Swap(ctx context.Context, key string, version int64, val []byte, ttl time.Duration, now time.Time) (int64, error)
}

// LoginLinks makes one-time links to the web desk, and ends what came of
// somebody's: End logs a member of staff out everywhere.
type LoginLinks interface {
	Link(ctx context.Context, who desk.Staff) (url string, err error)
	End(ctx context.Context, staff string) error
}

// Calls looks a call up by its ID and returns what the card shows of it.
type Calls interface {
	Facts(ctx context.Context, id string) (map[string]string, error)
}

// Budget asks whether the group may get another message now: zero when it
// may, else how long to wait before asking again.
type Budget func(ctx context.Context, w Wish) (wait time.Duration)

// Options of a Front. Links, Calls, Page, FileLink and Escalation may be
// missing.
type Options struct {
	ID         string // the bot's, as in chat.Address.Bot
	Username   string // the bot's, without "@"; looked up when needed if empty
	Bot        Bot
	Group      Group
	Desk       *desk.Desk
	Tickets    *desk.Reader
	Format     *desk.Formatter
	Windows    desk.Windows
	Canned     func(ctx context.Context) ([]desk.Canned, error) // the canned replies
	Values     Values
	Say        *prompts.Say
	Now        func() time.Time
	Budget     Budget
	Log        *slog.Logger
	Links      LoginLinks
	Calls      Calls
	Refs       func(words string) (ids []string)             // the references in words; nil: each word is one
	Page       func(number int64) string                     // address of a ticket on the web desk; "" when it has none
	FileLink   func(f chat.File) string                      // address of a file that Telegram can't carry; "" when it has none
	Escalation string                                        // chat that is told about tickets left alone
	Broken     channels.Troubles                             // is told when nobody can work in the group; nil: nobody is
	Pause      func(ctx context.Context, wait time.Duration) // keeps all topics quiet after Telegram's own limit; may be nil
}

// Front is the staff group.
type Front struct {
	Options
	icons   icons
	members members
	name    atomic.Pointer[string] // the bot's username, once known
	noted   sync.Map               // colleagues that are remembered
	typed   atomic.Int64           // when a user's writing was shown last, in ns
}

// New returns a Front.
func New(o Options) *Front {
	if o.Page == nil {
		o.Page = func(int64) string { return "" }
	}
	if o.FileLink == nil {
		o.FileLink = func(chat.File) string { return "" }
	}
	if o.Budget == nil {
		o.Budget = func(context.Context, Wish) time.Duration { return 0 }
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Broken == nil {
		o.Broken = channels.Untroubled{}
	}
	if o.Pause == nil {
		o.Pause = func(context.Context, time.Duration) {}
	}
	f := &Front{Options: o}
	if o.Username != "" {
		f.name.Store(&o.Username)
	}
	return f
}

// username is the bot's own, "" when Telegram cannot be asked now.
func (f *Front) username(ctx context.Context) string {
	if known := f.name.Load(); known != nil {
		return *known
	}
	me, err := f.Bot.Me(ctx)
	if err != nil || me.Username == "" {
		return ""
	}
	f.name.Store(&me.Username)
	return me.Username
}

// Is reports whether an address is in the staff group.
func (f *Front) Is(a chat.Address) bool {
	return a.Channel == chat.Telegram && a.Bot == f.ID && a.Chat == f.Group.StaffChat() && a.Chat != ""
}

// Start picks up the new id of a staff group that Telegram has migrated since
// it was configured. Call it before anything arrives.
func (f *Front) Start(ctx context.Context) error {
	id, err := f.get(ctx, groupKey(f.Group.StaffChat()))
	if err != nil {
		return fmt.Errorf("staff group: %w", err)
	}
	if id != nil {
		f.Group.MoveStaffChat(string(id))
	}
	return nil
}

// moved stores the group's new id.
func (f *Front) moved(ctx context.Context, to string) error {
	from := f.Group.StaffChat()
	if to == "" || to == from {
		return nil
	}
	if err := f.put(ctx, groupKey(from), []byte(to), 0); err != nil {
		return fmt.Errorf("staff group moved to %s: %w", to, err)
	}
	f.Log.Warn("the staff group has a new id: set TELEGRAM_STAFF_CHAT to it", "chat", to)
	f.Group.MoveStaffChat(to)
	return nil
}

// at is the address of a topic; "" is General, and the group itself.
func (f *Front) at(thread string) chat.Address {
	return chat.Address{Channel: chat.Telegram, Bot: f.ID, Chat: f.Group.StaffChat(), Thread: thread}
}

// Keys under which the front keeps what must outlive a lane's progress.
func groupKey(configured string) string        { return "forum/group/" + configured }
func topicKey(chatID, thread string) string    { return ".forum/topic/" + chatID + "/" + thread }
func ticketKey(number int64) string            { return fmt.Sprintf(".forum/ticket/%d", number) }
func generalKey(chatID, message string) string { return ".forum/general/" + chatID + "/" + message }
func onceKey(what string) string               { return ".forum/once/" + what }

// binding says what a topic shows.
type binding struct {
	Conv   string `json:"conv"`
	Ticket int64  `json:"ticket"`
}

// get returns a value, nil when there is none.
func (f *Front) get(ctx context.Context, key string) ([]byte, error) {
	val, _, err := f.Values.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return val, err
}

// put sets a value unconditionally.
func (f *Front) put(ctx context.Context, key string, val []byte, ttl time.Duration) error {
	for {
		_, version, err := f.Values.Get(ctx, key)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		_, err = f.Values.Swap(ctx, key, version, val, ttl, f.Now())
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
}

// once reports whether something is said for the first time today.
func (f *Front) once(ctx context.Context, what string) bool {
	_, err := f.Values.Swap(ctx, onceKey(what), 0, []byte("1"), 24*time.Hour, f.Now())
	return err == nil
}

// bound reads which ticket a topic shows; false when it shows none.
func (f *Front) bound(ctx context.Context, at chat.Address) (binding, bool, error) {
	if at.Thread == "" {
		return binding{}, false, nil
	}
	return f.binding(ctx, topicKey(at.Chat, at.Thread))
}

func (f *Front) binding(ctx context.Context, key string) (binding, bool, error) {
	raw, err := f.get(ctx, key)
	if err != nil || raw == nil {
		return binding{}, false, err
	}
	var b binding
	if err := json.Unmarshal(raw, &b); err != nil {
		return binding{}, false, fmt.Errorf("%s: stored binding: %w", key, err)
	}
	return b, true, nil
}
