package sim

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
)

// The users of a run, by number.
const (
	goneUser   = 1 // blocks the bot now and then
	poisonUser = 2 // sends a picture that no turn survives
	staffUser  = 3 // and the next: asks for a person
	plainUser  = 5 // and the rest: Telegram's order
	looseUser  = 8 // and the rest: webhooks on their own, as Zalo does it
	users      = 10
	perUser    = 10
)

// talk is what one user does.
type talk struct {
	w     *world
	n     int
	at    chat.Address
	conv  string
	lines []chat.Incoming
	staff bool
	loose bool

	said     []string // by staff
	returned chan struct{}
}

func (w *world) newTalk(n int) *talk {
	t := &talk{w: w, n: n, staff: n == staffUser || n == staffUser+1, loose: n >= looseUser, returned: make(chan struct{})}
	channel := chat.Telegram
	if t.loose {
		channel = chat.Zalo
	}
	t.at = address(channel, n)
	t.conv = t.at.String()
	for i := range perUser {
		t.lines = append(t.lines, t.line(i))
	}
	return t
}

// line makes a user's i-th line: words, a picture, a voice note, or words that
// only the model understands.
func (t *talk) line(i int) chat.Incoming {
	in := t.incoming(fmt.Sprintf("%02d", i), chat.KindText)
	number := fmt.Sprintf("%s%02d", mark, i)
	in.Text = "mã cuộc gọi " + number
	switch {
	case t.n == poisonUser && i == 3:
		in.Kind, in.Text, in.Files = chat.KindPhoto, "", []chat.File{{Kind: chat.FilePhoto, Ref: poison}}
	case i%5 == 2:
		in.Kind, in.Text, in.Files = chat.KindPhoto, "", []chat.File{{Kind: chat.FilePhoto, Ref: number}}
	case i%5 == 4:
		in.Kind, in.Text, in.Files = chat.KindVoice, "", []chat.File{{Kind: chat.FileVoice, Ref: number}}
	case i%5 == 1 && !t.staff:
		in.Text = "xin giúp em việc này với"
	}
	return in
}

func (t *talk) incoming(id string, kind chat.Kind) chat.Incoming {
	return chat.Incoming{ID: "u" + id, Message: "m" + id, From: t.at, User: chat.User{ID: fmt.Sprint(t.n)}, Kind: kind, At: time.Now()}
}

func (t *talk) press(id, data string) chat.Incoming {
	in := t.incoming(id, chat.KindButton)
	in.Data = data
	return in
}

// play says everything, then leaves a timer running.
func (t *talk) play() {
	if t.loose {
		t.playLoose()
	} else {
		t.playInOrder()
	}
	if t.staff {
		<-t.returned
	}
	time.Sleep(3 * time.Second)
	t.deliver(t.press("90", "menu"))
	t.deliver(t.press("91", "t:WAIT"))
}

// playInOrder sends a line when the one before was taken; some come in bursts,
// some are sent again although they were taken.
func (t *talk) playInOrder() {
	var all sync.WaitGroup
	for i, in := range t.lines {
		t.deliver(in)
		if t.w.dice(6) == 0 {
			all.Go(func() {
				time.Sleep(t.w.upTo(4 * time.Second))
				t.w.post(in)
			})
		}
		if t.staff && i == 2 {
			t.deliver(t.press("80", "human"))
			all.Go(t.help)
		}
		if t.w.dice(3) > 0 {
			time.Sleep(t.w.upTo(20 * time.Second))
		}
	}
	all.Wait()
}

// playLoose sends each line on a ladder of its own, so that a line that was
// refused arrives after later ones.
func (t *talk) playLoose() {
	var all sync.WaitGroup
	for _, in := range t.lines {
		all.Go(func() { t.deliver(in) })
		if t.w.dice(4) == 0 {
			all.Go(func() { t.deliver(in) })
		}
		time.Sleep(t.w.upTo(15 * time.Second))
	}
	all.Wait()
}

// deliver is the platform's webhook, again until it is taken.
func (t *talk) deliver(in chat.Incoming) {
	for wait := time.Second; !t.w.post(in); wait = min(2*wait, 8*time.Second) {
		time.Sleep(wait/2 + t.w.upTo(wait))
	}
}

// help is two members of staff who want the ticket: one gets it, answers and
// gives it back.
func (t *talk) help() {
	defer close(t.returned)
	var mu sync.Mutex
	var holders []desk.Staff
	var both sync.WaitGroup
	for _, who := range []desk.Staff{{ID: "web:lan", Name: "Lan"}, {ID: "web:minh", Name: "Minh"}} {
		both.Go(func() {
			if err := t.act(func(ctx context.Context, d *desk.Desk) error { return d.Claim(ctx, t.conv, who, "claim "+who.ID) }); err == nil {
				mu.Lock()
				defer mu.Unlock()
				holders = append(holders, who)
			}
		})
	}
	both.Wait()
	if len(holders) != 1 {
		t.w.ledger.lock()
		defer t.w.ledger.mu.Unlock()
		t.w.ledger.wrong("claim", t.conv, "%d of two staff hold the ticket", len(holders))
		return
	}
	for i := range 3 {
		text := fmt.Sprintf("nhân viên trả lời %d", i)
		t.said = append(t.said, text)
		_ = t.act(func(ctx context.Context, d *desk.Desk) error {
			_, err := d.Say(ctx, t.conv, holders[0], "web", chat.Reply{Text: text}, text)
			return err
		})
		time.Sleep(t.w.upTo(3 * time.Second))
	}
	_ = t.act(func(ctx context.Context, d *desk.Desk) error { return d.Return(ctx, t.conv, holders[0], "", "return") })
}

// patience is how long staff try: a world that lost the call for them must end.
// In a sound one nobody waits for more than a few minutes.
const patience = 20 * time.Minute

var errNever = errors.New("it could not be done in all that time")

// act repeats an action of staff until it is done or refused for good.
func (t *talk) act(do func(context.Context, *desk.Desk) error) error {
	for begun := time.Now(); time.Since(begun) < patience; {
		if p, ok := t.w.pick(); ok {
			err := do(context.Background(), p.desk)
			taken := desk.ErrTaken{}
			if err == nil || errors.As(err, &taken) || errors.Is(err, desk.ErrEnded) {
				return err
			}
		}
		time.Sleep(500*time.Millisecond + t.w.upTo(time.Second))
	}
	return errNever
}
