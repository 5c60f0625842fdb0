package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
)

// onPhone is a user of Telegram on the stage.
type onPhone struct {
	*telegramtest.User
	s *stage
}

// does is words of the user, or presses in brackets, each with what follows.
func (u onPhone) does(acts ...string) {
	for _, a := range acts {
		if label, ok := strings.CutPrefix(a, "["); ok {
			u.Presses(strings.TrimSuffix(label, "]"))
		} else {
			u.Says(a)
		}
		u.s.settle()
	}
}

// heard reports whether the bot said something to the user.
func (u onPhone) heard(words string) bool {
	return slices.ContainsFunc(u.Heard(), func(m telegramtest.Message) bool { return strings.Contains(m.Text, words) })
}

// inTopic is all that a topic shows of the bot.
func inTopic(topic telegramtest.Topic) string {
	var out []string
	for _, m := range topic.Messages() {
		if m.FromBot && m.Service == "" {
			out = append(out, m.Text)
		}
	}
	return strings.Join(out, "\n")
}

// TestWhatComesAfterAClose: another problem is another ticket with its own
// path, whoever asked for a person; the same one, and a bare wish for a person,
// open the old ticket again, and both sides are told.
func TestWhatComesAfterAClose(t *testing.T) {
	for name, c := range map[string]struct {
		then   []string
		ticket string // in the title of the last topic
		shows  string
		hears  string
	}{
		"another error": {
			[]string{"FROM_NUMBER_NOT_FOUND", "gặp nhân viên"}, "#2 Hà · FROM_NUMBER_NOT_FOUND", "FROM_NUMBER_NOT_FOUND", "yêu cầu #2",
		},
		"another error, walked": {
			[]string{"AGENT_FROM_NOT_FOUND", "[Chrome]", "[Vẫn lỗi]", "gặp nhân viên"}, "#2 Hà · AGENT_FROM_NOT_FOUND", "vẫn lỗi", "yêu cầu #2",
		},
		"a problem of no document": {
			[]string{"máy in của em bị hỏng, cho em gặp nhân viên"}, "#2 Hà", "máy in của em bị hỏng", "yêu cầu #2",
		},
		"the same error": {
			[]string{"TO_NUMBER_NOT_ALLOWS_CALLOUT", "[Vẫn lỗi]"}, "#1 Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a problem of no document, told in two lines": {
			[]string{"em không đăng nhập được", "gặp nhân viên"}, "#2 Hà", "em không đăng nhập được", "yêu cầu #2",
		},
		"a person, in other words": {
			[]string{"dạ em muốn gặp nhân viên ạ"}, "#1 Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a person": {
			[]string{"cho em gặp nhân viên"}, "#1 Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
		"a relapse": {
			[]string{"lại bị lỗi rồi em ơi"}, "#1 Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "lại bị lỗi rồi em ơi", "báo nhân viên là lỗi vẫn còn",
		},
		"a relapse, and the button": {
			[]string{"lại bị lỗi rồi em ơi", "[Mở lại]"}, "#1 Hà · TO_NUMBER_NOT_ALLOWS_CALLOUT", "mở lại yêu cầu", "mở lại yêu cầu #1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(s *stage) {
				nam, ha := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}
				ha.does("em gọi ra bị báo TO_NUMBER_NOT_ALLOWS_CALLOUT", "[Vẫn lỗi]")
				nam.Writes(s.forum.Topics()[0].ID, "/close đã gỡ chặn")
				s.settle()
				ha.does(c.then...)
				all := s.forum.Topics()
				last := all[len(all)-1]
				if !strings.Contains(last.Name, c.ticket) {
					t.Errorf("the last topic is %q, want %q", last.Name, c.ticket)
				}
				if got := inTopic(last); !strings.Contains(got, c.shows) {
					t.Errorf("the topic shows\n%s\nwant %q in it", got, c.shows)
				}
				if !ha.heard(c.hears) {
					t.Errorf("Hà heard %v, want %q", ha.Heard(), c.hears)
				}
			})
		})
	}
}

// perMinute is the staff group's limit unless something else is set.
const perMinute = 20

// toGroup are the requests that the group took.
func (s *stage) toGroup() []telegramtest.Call {
	return slices.DeleteFunc(s.tg.Calls(""), func(c telegramtest.Call) bool {
		return c.Params["chat_id"] != fmt.Sprint(staffGroup) || c.Code != 200 || strings.HasPrefix(c.Method, "get") || strings.HasPrefix(c.Method, "setMy")
	})
}

// sends reports whether a request put a message into the group.
func sends(c telegramtest.Call) bool {
	return strings.HasPrefix(c.Method, "send") && c.Method != "sendChatAction"
}

// loudOf are the messages that made a sound in the group, as previews show them.
func (s *stage) loudOf() (texts []string) {
	for _, c := range s.toGroup() {
		if sends(c) && c.Params["disable_notification"] != "true" {
			texts = append(texts, preview(c))
		}
	}
	return texts
}

var tags = regexp.MustCompile(`<[^>]*>`)

// preview is the beginning of a message on a locked screen.
func preview(c telegramtest.Call) string {
	return strings.TrimSpace(tags.ReplaceAllString(c.Params["text"]+c.Params["caption"], ""))
}

// asGroup writes down what the group was asked for, and when.
func (s *stage) asGroup(from time.Time) string {
	var b strings.Builder
	for _, c := range s.toGroup() {
		sound := "   "
		if sends(c) && c.Params["disable_notification"] != "true" {
			sound = "(!)"
		}
		fmt.Fprintf(&b, "%6.1fs %s %-18s topic %-3s %s\n", c.At.Sub(from).Seconds(), sound, c.Method, c.Params["message_thread_id"],
			strings.ReplaceAll(preview(c)+c.Params["name"]+c.Params["reaction"], "\n", " ⏎ "))
	}
	return b.String()
}

// TestAPlainTicketMakesThreeSounds: a ticket as most are makes a sound when it
// comes and for each word of the user, which begins every preview.
func TestAPlainTicketMakesThreeSounds(t *testing.T) {
	onStageOf(t, perMinute, func(s *stage) {
		from, nam, ha := s.now(), s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("em gọi ra bị báo TO_NUMBER_NOT_ALLOWS_CALLOUT", "vẫn lỗi")
		topic := s.forum.Topics()[0]
		ha.does("chị đang cần gấp em ơi")
		nam.Presses(topic.ID, "Nhận")
		s.settle()
		nam.Writes(topic.ID, "Chào chị, em kiểm tra ngay ạ.")
		s.settle()
		ha.does("cảm ơn em")
		nam.Writes(topic.ID, "/close")
		s.settle()
		ha.does("[Rất tốt]")
		time.Sleep(time.Minute)
		t.Log("\n" + s.asGroup(from))
		loud := s.loudOf()
		if len(loud) > 3 {
			t.Errorf("%d sounds, want at most 3: %q", len(loud), loud)
		}
		for i, words := range []string{"em gọi ra bị báo", "chị đang cần gấp em ơi", "cảm ơn em"} {
			if i >= len(loud) || !strings.HasPrefix(loud[i], words) {
				t.Errorf("sound %d: got %q, want one that begins with %q", i, loud, words)
			}
		}
	})
}

// flood opens a ticket each for n users within four seconds.
func (s *stage) flood(n int) {
	for i := range n {
		s.tg.User(int64(7001+i), fmt.Sprintf("Khách %02d", i+1)).Says(fmt.Sprintf("em gọi ra máy %02d bị lỗi lạ, gặp nhân viên", i+1))
		time.Sleep(4 * time.Second / time.Duration(n))
	}
}

// seen is when the group saw what of a ticket.
type seen struct{ card, pinned time.Duration }

// tickets tells when the group saw the flood's tickets.
func (s *stage) tickets(from time.Time, n int) []seen {
	out := make([]seen, n)
	cards := map[string]int{} // by message
	for _, topic := range s.forum.Topics() {
		for _, m := range topic.Messages() {
			var i int
			if _, err := fmt.Sscanf(m.Text, "em gọi ra máy %d bị", &i); err == nil && strings.Contains(m.Text, fmt.Sprintf("#%d ", i)) && m.Pinned {
				cards[fmt.Sprint(m.ID)] = i
			}
		}
	}
	for _, c := range s.toGroup() {
		var i int
		if _, err := fmt.Sscanf(preview(c), "em gọi ra máy %d bị", &i); err == nil && c.Method == "sendMessage" && out[i-1].card == 0 {
			out[i-1].card = c.At.Sub(from)
		}
		if i, ok := cards[c.Params["message_id"]]; ok && c.Method == "pinChatMessage" {
			out[i-1].pinned = c.At.Sub(from)
		}
	}
	return out
}

// TestAFloodedGroupShowsEveryTicketSoon: 25 users want a person within four
// seconds. Every card stands in the group with the user's words within 100
// seconds, in order and pinned, and a claim shows at once.
func TestAFloodedGroupShowsEveryTicketSoon(t *testing.T) {
	onStageOf(t, perMinute, func(s *stage) {
		const n = 25
		from, nam := s.now(), s.forum.Member(900, "Nam")
		s.flood(n)
		time.Sleep(40 * time.Second)
		nam.Presses(s.forum.Topics()[0].ID, "Nhận") // in the midst of it
		claimed := s.now()
		time.Sleep(10 * time.Second)
		if card := s.forum.Topics()[0].Messages()[1]; !strings.Contains(card.Text, "Nam đang hỗ trợ") || slices.Contains(card.Labels(), "Nhận") {
			t.Errorf("%s after the claim the card says %q %q", s.now().Sub(claimed), card.Text, card.Labels())
		}
		time.Sleep(2 * time.Minute)
		t.Log("\n" + s.asGroup(from))
		last := time.Duration(0)
		for i, got := range s.tickets(from, n) {
			switch {
			case got.card == 0 || got.card > 100*time.Second:
				t.Errorf("#%d: the card with the user's words came after %s, want 100 s at most", i+1, got.card)
			case got.card < last:
				t.Errorf("#%d came after %s, before an older one (%s)", i+1, got.card, last)
			case got.pinned == 0 || got.pinned-got.card > 2*time.Second:
				t.Errorf("#%d: the card of %s was pinned after %s", i+1, got.card, got.pinned)
			}
			last = max(last, got.card)
		}
		if n := s.tg.Flooded(); n > 0 {
			t.Errorf("Telegram refused %d requests", n)
		}
	})
}

// TestAGroupThatCountsEverything: should Telegram count edits and topics as
// messages too, it takes longer, and nothing is lost.
func TestAGroupThatCountsEverything(t *testing.T) {
	onStageLike(t, telegramtest.Options{GroupRate: perMinute, CountAll: true}, func(s *stage) {
		const n = 12
		from := s.now()
		s.flood(n)
		time.Sleep(10 * time.Minute)
		for i, got := range s.tickets(from, n) {
			if got.card == 0 || got.pinned == 0 {
				t.Errorf("#%d: card after %s, pinned after %s; want both", i+1, got.card, got.pinned)
			}
		}
	})
}

// TestAScoreForATicketThatIsOpenAgain: the buttons for a rating are answered
// also when staff have opened the ticket again meanwhile.
func TestAScoreForATicketThatIsOpenAgain(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, ha := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Hà"), s}
		ha.does("gặp nhân viên")
		topic := s.forum.Topics()[0].ID
		nam.Writes(topic, "dạ xong rồi ạ")
		s.settle()
		nam.Writes(topic, "/close")
		s.settle()
		nam.Writes(topic, "/reopen")
		s.settle()
		ha.does("[Rất tốt]")
		if !ha.heard("vừa mở lại yêu cầu #1") || !ha.heard("xong em xin anh/chị đánh giá sau") {
			t.Errorf("Hà heard %v, want to be told of the reopening, and that the rating comes later", ha.Heard())
		}
	})
}

// TestWhoSendsJunkIsIgnored: what a banned user writes is heard by nobody and
// answered with silence, until it is taken back; that everything be deleted is
// heard all the same.
func TestWhoSendsJunkIsIgnored(t *testing.T) {
	onStage(t, func(s *stage) {
		nam, spammer := s.forum.Member(900, "Nam"), onPhone{s.tg.User(7001, "Rao vặt"), s}
		spammer.does("gặp nhân viên, vay tiền nhanh")
		topic := s.forum.Topics()[0]
		nam.Writes(topic.ID, "/ban 2")
		s.settle()
		heard := len(spammer.Heard())
		spammer.does("vay tiền lãi thấp", "gặp nhân viên")
		if got := spammer.Heard()[heard:]; len(got) > 0 || len(s.forum.Topics()) > 1 || strings.Contains(inTopic(topic), "lãi thấp") {
			t.Errorf("the banned user heard %v, topics %v, the topic shows %q; want silence", got, s.forum.Topics(), inTopic(topic))
		}
		if got := inTopic(topic); !strings.Contains(got, "Nam đã chặn người gửi này đến") {
			t.Errorf("the topic shows %q, want who did it and until when", got)
		}
		nam.Writes(topic.ID, "/unban")
		s.settle()
		spammer.does("menu")
		if len(spammer.Heard()) == heard {
			t.Error("after /unban the user is still met with silence")
		}
		nam.Writes(topic.ID, "/ban")
		s.settle()
		heard = len(spammer.Heard())
		spammer.does("xóa dữ liệu của em")
		if len(spammer.Heard()) == heard {
			t.Error("a banned user can't have their data deleted")
		}
		s.passes(8 * 24 * time.Hour)
		heard = len(spammer.Heard())
		spammer.does("menu")
		if len(spammer.Heard()) == heard {
			t.Error("after a week the user is still met with silence")
		}
	})
}
