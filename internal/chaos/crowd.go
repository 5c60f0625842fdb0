package chaos

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

// person is one user of the bot.
type person struct {
	n      int
	at     chat.Address
	wants  bool // asks for a member of staff at some time
	says   func(text string)
	waits  func(ctx context.Context, heard int) // until the bot has sent so many messages
	heard  func() int
	ledger *ledger
	dice   *dice
}

// crowd is all users and the staff.
type crowd struct {
	people  []*person
	tickets chan struct{} // one for each line that may be said
	wg      sync.WaitGroup
}

// questions are lines that the bot has an answer to, whatever came before.
func questions() []string {
	return []string{
		"em bị lỗi AGENT_FROM_NOT_FOUND", "FROM_NUMBER_NOT_FOUND là lỗi gì", "GET_USER_MEDIA_ERROR", "xin chào", "menu",
		"lỗi TO_NUMBER_NOT_ALLOWS_CALLOUT", "gọi ra báo REQUEST_ANSWER_URL_ERROR", "làm lại", "không gọi được cho khách",
	}
}

func (w *World) newCrowd() *crowd {
	c := &crowd{tickets: make(chan struct{}, w.o.Messages)}
	for n := range w.o.Users {
		p := &person{n: n + 1, ledger: w.ledger, dice: newDice(w.o.Seed, uint64(100+n))}
		p.wants = n%7 == 3
		if n%5 == 4 {
			w.platforms.onZalo(p)
		} else {
			w.platforms.onTelegram(p)
		}
		c.people = append(c.people, p)
	}
	return c
}

// talk lets everybody write until there are no tickets left.
func (c *crowd) talk(ctx context.Context) {
	for _, p := range c.people {
		c.wg.Go(func() { p.talk(ctx, c.tickets) })
	}
}

// talk writes lines: one and waits for its answer, or several in a row.
func (p *person) talk(ctx context.Context, tickets <-chan struct{}) {
	all := questions()
	for k := 0; ; k++ {
		heard, burst := p.heard(), 1
		if p.dice.perMille(250) {
			burst = 2 + p.dice.below(3)
		}
		for range burst {
			if _, more := <-tickets; !more || ctx.Err() != nil {
				return
			}
			text := all[p.dice.below(len(all))]
			if p.wants && k == 2 {
				text = "cho em gặp nhân viên"
			}
			p.says(p.ledger.say(p.n, text))
		}
		patience := p.dice.between(100*time.Millisecond, 3*time.Second)
		wait, cancel := context.WithTimeout(ctx, patience)
		p.waits(wait, heard+1)
		cancel()
	}
}

// staff answers in the topics that tickets have opened.
type staff struct {
	forum  *telegramtest.Forum
	nam    *telegramtest.Staff
	ledger *ledger
	dice   *dice
	topics map[int64]int // topic → user
}

func (w *World) newStaff() *staff {
	return &staff{
		forum: w.platforms.forum, nam: w.platforms.forum.Member(900, "Nam"), ledger: w.ledger,
		dice: newDice(w.o.Seed, 5), topics: map[int64]int{},
	}
}

var ofUser = regexp.MustCompile(`\(k(\d+)-\d+\)`)

// work answers here and there until stop is closed, in the newest topic of
// each user: an older one is history, and what is written there goes nowhere.
func (s *staff) work(stop <-chan struct{}) {
	for nap(stop, 400*time.Millisecond) {
		newest := map[int]telegramtest.Topic{}
		for _, t := range s.forum.Topics() {
			if user, ok := s.whose(t); ok {
				newest[user] = t // topics come oldest first
			}
		}
		for _, user := range slices.Sorted(maps.Keys(newest)) {
			s.handle(newest[user], user)
		}
	}
}

// whose finds the user of a topic in the lines it shows.
func (s *staff) whose(t telegramtest.Topic) (int, bool) {
	if user, ok := s.topics[t.ID]; ok {
		return user, true
	}
	for _, m := range t.Messages() {
		if found := ofUser.FindStringSubmatch(m.Text); found != nil {
			n, err := strconv.Atoi(found[1])
			s.topics[t.ID] = n
			return n, err == nil
		}
	}
	return 0, false
}

func (s *staff) handle(t telegramtest.Topic, user int) {
	switch n := s.dice.below(100); {
	case n < 20:
		s.nam.Writes(t.ID, s.ledger.answer(user, "Dạ em đang kiểm tra giúp mình"))
	case n < 24:
		s.nam.Writes(t.ID, s.ledger.answer(user, "Anh/chị thử lại giúp em"))
		s.nam.Writes(t.ID, s.ledger.answer(user, "Nếu vẫn lỗi mình nhắn lại nhé"))
	case n < 26:
		s.nam.Writes(t.ID, "/bot")
	case n < 27:
		s.nam.Writes(t.ID, "/close")
	}
}
