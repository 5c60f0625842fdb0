package app

import (
	"context"
	"encoding/json"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalobot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store/bolt"
	"hotro/prompts"
)

// Replay is the program played raw updates of platforms, on a store that is
// thrown away and with nobody at the other end: what it would make of them and
// say. What staff write in a topic is relayed where the story has one open
// ticket; the group itself, with its topics and cards, is not played.
type Replay struct {
	*throwaway
	Late     bool // updates arrive now, however old they are; else each when it was sent
	clock    storyClock
	webhooks map[string]channels.Webhook
	staff    string // the staff's chat on Telegram
	said     []ReplayedReply
	seen     map[string]int64  // by conversation: the last line that was told
	tickets  map[string]bool   // conversations with an open ticket
	edited   map[string]string // by line: its words as they were told last
}

// Replayed is what came of one update.
type Replayed struct {
	Platform string `json:"platform"`
	channels.Heard
	Says    []ReplayedReply `json:"says,omitempty"`
	Staff   []string        `json:"staff,omitempty"` // the user's lines as staff see them
	Note    string          `json:"note,omitempty"`  // what became of a line of staff, where the user is told nothing
	Handoff *ReplayedTicket `json:"handoff,omitempty"`
	Error   string          `json:"error,omitempty"` // why it can't be read
}

// ReplayedReply is one message to a user.
type ReplayedReply struct {
	Text    string   `json:"text,omitempty"`
	Choices []string `json:"choices,omitempty"`
	Files   []string `json:"files,omitempty"`
	Topic   string   `json:"topic,omitempty"`
}

// ReplayedTicket is the ticket that is open after an update.
type ReplayedTicket struct {
	Number int64             `json:"number"`
	Why    string            `json:"why,omitempty"`
	Topic  string            `json:"topic,omitempty"`
	Refs   []string          `json:"call_ids,omitempty"`
	Facts  map[string]string `json:"facts,omitempty"`
}

// NewReplay returns a program that waits for updates.
func NewReplay(cfg Config, log *slog.Logger) (*Replay, error) {
	r := &Replay{webhooks: map[string]channels.Webhook{}, seen: map[string]int64{}, tickets: map[string]bool{}, edited: map[string]string{}}
	p, err := newThrowaway(cfg, r.clock.Now, log, r.isStaff, func(st *bolt.Store) (map[string]channels.Sender, error) { return r.open(cfg, st, log) })
	if err != nil {
		return nil, err
	}
	r.throwaway = p
	return r, nil
}

// open makes the platforms' adapters, of those that are not set up with
// settings that stand in: they talk to nobody. It returns what takes down what
// they would send.
func (r *Replay) open(cfg Config, st *bolt.Store, log *slog.Logger) (map[string]channels.Sender, error) {
	tg, oa, zb := PlatformConfig[*telegram.Config](cfg), PlatformConfig[*zalo.Config](cfg), PlatformConfig[*zalobot.Config](cfg)
	if tg == nil || !tg.Enabled() {
		standIn := telegram.Config{Token: "123456789:replay", APIURL: "https://telegram.invalid"}
		if tg != nil {
			standIn.StaffChat = tg.StaffChat
		}
		tg = &standIn
	}
	if oa == nil || !oa.Enabled() {
		oa = &zalo.Config{AppID: "replay", AppSecret: "replay", OASecret: "replay", APIURL: "https://zalo.invalid", OAuthURL: "https://zalo.invalid"}
	}
	if zb == nil || !zb.Enabled() {
		zb = &zalobot.Config{Token: "1:replay", APIURL: "https://zalobot.invalid"}
	}
	webTG, webZB := *tg, *zb
	webTG.Mode, webTG.WebhookSecret = channels.ModeWebhook, "replay-only"
	webZB.Mode, webZB.WebhookSecret = channels.ModeWebhook, "replay-only"
	if tg.StaffChat != "" {
		r.staff = tg.StaffChat
	}
	h := channels.Host{Base: "https://replay.invalid", Values: st, Now: r.clock.Now, Log: log}
	senders := map[string]channels.Sender{}
	for _, c := range []channels.Config{&webTG, oa, &webZB} {
		p, err := c.Open(h)
		if err != nil {
			return nil, err
		}
		for _, e := range p.Endpoints {
			r.webhooks[p.Name] = e.Webhook
		}
		senders[p.Name] = recorder{p.Sender, r}
	}
	return senders, nil
}

func (r *Replay) isStaff(a chat.Address) bool {
	return a.Channel == chat.Telegram && r.staff != "" && a.Chat == r.staff
}

// Play plays one update; an empty platform is guessed.
func (r *Replay) Play(ctx context.Context, platform string, raw json.RawMessage) (out Replayed) {
	for out = range r.Story(ctx, platform, []json.RawMessage{raw}) {
	}
	return out
}

// Story plays updates in their order. What somebody sends as one, an album,
// plays as one: its first parts tell what arrived, the last what came of all.
func (r *Replay) Story(ctx context.Context, platform string, updates []json.RawMessage) iter.Seq[Replayed] {
	type played struct {
		out Replayed
		in  []chat.Incoming
	}
	all, times := make([]played, len(updates)), make([]time.Time, len(updates))
	if !r.Late {
		times = storyTimes(updates, time.Now())
	}
	for i, raw := range updates {
		r.clock.set(times[i])
		all[i].out, all[i].in = r.decode(platform, raw)
	}
	return func(yield func(Replayed) bool) {
		var together []chat.Incoming
		for i, p := range all {
			together = append(together, p.in...)
			if i+1 == len(all) || !oneAlbum(together, all[i+1].in) {
				r.clock.set(times[i])
				if err := r.act(ctx, together, &p.out); err != nil {
					p.out.Error = err.Error()
				}
				together = nil
			}
			if !yield(p.out) {
				return
			}
		}
	}
}

// decode reads one update; an empty platform is guessed.
func (r *Replay) decode(platform string, raw json.RawMessage) (out Replayed, in []chat.Incoming) {
	if platform == "" {
		platform = PlatformOf(raw)
	}
	out = Replayed{Platform: platform}
	hook := r.webhooks[platform]
	if hook == nil {
		out.Error = "can't tell which platform it is of; name it with --platform telegram, zalo or zalobot"
		return out, nil
	}
	got, err := hook.Decode(http.Header{}, raw)
	if err != nil {
		out.Error = err.Error()
		return out, nil
	}
	out.Heard = channels.Hear(got)
	return out, got.Messages
}

// oneAlbum reports whether an update goes on with the album before it.
func oneAlbum(before, next []chat.Incoming) bool {
	if len(before) == 0 || len(next) != 1 {
		return false
	}
	a, b := before[len(before)-1], next[0]
	return a.Album != "" && a.Album == b.Album && a.From == b.From && a.Kind != chat.KindEdit && b.Kind != chat.KindEdit
}

// act runs the turns that the arrivals bring about: one for an album.
func (r *Replay) act(ctx context.Context, in []chat.Incoming, out *Replayed) error {
	r.said = nil
	for i, a := range in {
		if err := r.bot.Accept(ctx, a); err != nil {
			return err
		}
		if i+1 < len(in) && oneAlbum(in[i:i+1], in[i+1:i+2]) {
			continue
		}
		if r.isStaff(a.From) {
			if err := r.staffWrote(ctx, whole(in[:i+1]), out); err != nil {
				return err
			}
			continue
		}
		conv := a.From.String()
		if err := r.turn(ctx, conv); err != nil {
			return err
		}
		if err := r.tell(ctx, conv, out); err != nil {
			return err
		}
	}
	out.Says = r.said
	return nil
}

// whole is the last of some arrivals with all that was sent as one with it.
func whole(in []chat.Incoming) chat.Incoming {
	n := len(in) - 1
	last := in[n]
	for ; n > 0 && oneAlbum(in[n-1:n], in[n:n+1]); n-- {
		last.Files = append(slices.Clone(in[n-1].Files), last.Files...)
		last.Text = strings.TrimSpace(in[n-1].Text + "\n" + last.Text)
	}
	return last
}

// staffWrote relays words of staff in a topic to the user of the story's one
// open ticket, or notes why nobody hears of them.
func (r *Replay) staffWrote(ctx context.Context, a chat.Incoming, out *Replayed) error {
	convs := slices.Sorted(maps.Keys(r.tickets))
	convs = slices.DeleteFunc(convs, func(c string) bool { return !r.tickets[c] })
	words := strings.TrimSpace(a.Text)
	switch {
	case a.From.Thread == "":
		out.Note = "outside the topics: colleagues among themselves, the user is told nothing"
	case len(convs) == 0:
		out.Note = "topic of no open ticket of this story"
	case len(convs) > 1:
		out.Note = "several tickets are open: replay does not know whose topic this is"
	case strings.HasPrefix(words, "//"):
		out.Note = "note for colleagues: the user is told nothing"
	case telegram.IsAnonymousAdmin(a.User):
		out.Note = "an anonymous admin: they are asked to write under their own name, the user is told nothing"
	case slices.Contains([]chat.Kind{chat.KindButton, chat.KindService, chat.KindEdit}, a.Kind), strings.HasPrefix(words, "/"):
		out.Note = "commands, presses and edits of staff are not played"
	case words == "" && len(a.Files) == 0:
		out.Note = "there is nothing in it that could be passed on; staff are told so"
	default:
		if a.Kind == chat.KindLocation {
			a.Text = chat.WithMap(a.Text)
		}
		who := desk.Staff{ID: chat.Telegram + ":" + a.User.ID, Name: a.User.Name}
		if _, err := r.desk.Say(ctx, convs[0], who, chat.Telegram, chat.Reply{Text: a.Text, Files: a.Files}, "replay:"+a.ID); err != nil {
			return err
		}
		r.deliver.Flush(ctx, convs[0])
	}
	return nil
}

// turn answers what came, though it would wait for more of an album or a line.
func (r *Replay) turn(ctx context.Context, conv string) error {
	for range 20 {
		did, err := r.bot.TakeTurn(ctx, conv)
		if err != nil || did {
			r.deliver.Flush(ctx, conv)
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil // a repeat of what was taken before
}

// tell adds what staff see of a conversation.
func (r *Replay) tell(ctx context.Context, conv string, out *Replayed) error {
	say := prompts.Must("vi")
	rows, err := r.store.Lines(ctx, conv, 1, 1<<40)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var l chat.Line
		if err := json.Unmarshal(row.Body, &l); err != nil {
			return err
		}
		if l.By != chat.ByUser && l.By != chat.BySystem {
			continue
		}
		key := conv + " " + strconv.FormatInt(l.Seq, 10)
		switch {
		case l.Seq > r.seen[conv]:
			out.Staff = append(out.Staff, staffView(say, l))
		case l.Edited != r.edited[key]:
			out.Staff = append(out.Staff, "✏️ "+say.T("forum.edited")+": "+l.Edited)
		}
		r.seen[conv], r.edited[key] = max(r.seen[conv], l.Seq), l.Edited
	}
	c, _, err := r.conversation(ctx, conv)
	if err != nil {
		return err
	}
	if r.tickets[conv] = c.Ticket.Open(); r.tickets[conv] {
		t := c.Ticket
		out.Handoff = &ReplayedTicket{t.Number, t.Why, t.Topic, t.Refs, t.Facts}
	}
	return nil
}

// staffView is a line as staff see it, with what it quotes and names of its
// files.
func staffView(say *prompts.Say, l chat.Line) string {
	var parts []string
	if l.Quote != "" {
		parts = append(parts, "↪ «"+l.Quote+"»")
	}
	if l.Kind == chat.KindEdit {
		parts = append(parts, "✏️ "+say.T("forum.edited")+":")
	}
	for _, f := range l.Files {
		parts = append(parts, "["+strings.TrimSpace(say.T("desk.file_"+string(f.Kind))+" "+f.Name)+"]")
	}
	if words := l.Shown(say); words != "" {
		parts = append(parts, words)
	}
	return strings.Join(parts, "\n")
}

// recorder takes what would be sent, cut as the platform cuts it.
type recorder struct {
	channels.Sender
	r *Replay
}

// Send is channels.Sender.
func (s recorder) Send(_ context.Context, _ chat.Address, part chat.Reply) (string, error) {
	one := ReplayedReply{Text: channels.Plain(part), Topic: part.Topic}
	if part.Noted {
		one.Text, part.Choices = chat.NotedSign, nil
	}
	for _, c := range part.Choices {
		one.Choices = append(one.Choices, c.Label)
	}
	for _, f := range part.Files {
		one.Files = append(one.Files, string(f.Kind)+" "+f.Name)
	}
	s.r.said = append(s.r.said, one)
	return "replay-" + strconv.Itoa(len(s.r.said)), nil
}
