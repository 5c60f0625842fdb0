package app_test

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/secret"
)

// scene is one story on a stage, written down as it goes: what was done, what
// the user then saw, and what staff saw in General, in topics and at the desk.
type scene struct {
	*stage
	*guest
	staff *telegramtest.Staff
	out   strings.Builder

	told    int // messages to the user so far
	general int // messages in General
	before  int // topics that are not of this story
	topics  []topicSeen
	page    string // what the desk said last
}

// topicSeen is what was written down of a topic.
type topicSeen struct {
	name   string
	closed bool
	texts  map[int64]string // of its messages, by id
}

// newScene is a story of a user on the stage.
func newScene(s *stage, on device) *scene {
	sc := &scene{stage: s, guest: &guest{device: on}, staff: s.forum.Member(900, "Nam")}
	sc.general, sc.before = len(s.forum.General()), len(s.forum.Topics())
	return sc
}

// plays does the acts of a story one by one, and returns the transcript.
func (sc *scene) plays(s story) string {
	fmt.Fprintf(&sc.out, "%s\n", s.about)
	for _, a := range s.acts {
		if !a.do(sc) {
			continue
		}
		sc.settle()
		fmt.Fprintf(&sc.out, "\n%s\n", a.shown)
		if !sc.writes() && a.answered {
			sc.t.Errorf("%s: %q is met with silence", s.name, a.shown)
		}
	}
	out := sc.numbered(sc.out.String())
	if topic, ok := sc.topic(); ok && !topic.Closed { // nobody is to wait before the user of the next story
		sc.staff.Writes(topic.ID, "/close")
		sc.settle()
	}
	return out
}

var (
	ticketMark = regexp.MustCompile(`#(\d+)`)
	signedLink = regexp.MustCompile(`/f/[\w-]{16}`) // made with a key of the moment
)

// numbered counts the story's tickets from 1: stories share a stage.
func (sc *scene) numbered(text string) string {
	return ticketMark.ReplaceAllStringFunc(signedLink.ReplaceAllString(text, "/f/…"), func(m string) string {
		n, _ := strconv.Atoi(m[1:]) // digits
		return "#" + strconv.Itoa(n-sc.before)
	})
}

// topic is the topic of the story's newest ticket.
func (sc *scene) topic() (telegramtest.Topic, bool) {
	all := sc.forum.Topics()
	if len(all) == sc.before {
		return telegramtest.Topic{}, false
	}
	return all[len(all)-1], true
}

// writes writes down what is new, and reports whether the user or staff saw
// anything.
func (sc *scene) writes() bool {
	before := sc.out.Len()
	all := sc.raw()
	for _, m := range all[sc.told:] {
		sc.out.WriteString(m + "\n")
	}
	sc.told = len(all)
	general := sc.forum.General()
	for _, m := range general[sc.general:] {
		if m.FromBot {
			sc.staffSee("General", onTelegramScreen(m))
		}
	}
	sc.general = len(general)
	for i, topic := range sc.forum.Topics()[sc.before:] {
		sc.writesTopic(i, topic)
	}
	sc.writesDesk()
	return sc.out.Len() > before
}

// writesTopic writes down what is new in the n-th topic of the story.
func (sc *scene) writesTopic(n int, topic telegramtest.Topic) {
	if n == len(sc.topics) {
		sc.topics = append(sc.topics, topicSeen{texts: map[int64]string{}})
	}
	seen := &sc.topics[n]
	if topic.Name != seen.name || topic.Closed != seen.closed {
		state := ""
		if topic.Closed {
			state = " (đã đóng)"
		}
		sc.staffSee("chủ đề", "« "+topic.Name+" »"+state)
		seen.name, seen.closed = topic.Name, topic.Closed
	}
	for _, m := range topic.Messages() {
		if !m.FromBot || m.Service != "" {
			continue
		}
		text := onTelegramScreen(m)
		switch was, known := seen.texts[m.ID]; {
		case !known:
			sc.staffSee("chủ đề", text)
		case was != text:
			sc.staffSee("sửa", changed(was, text))
		}
		seen.texts[m.ID] = text
	}
}

// writesDesk writes down what the desk says anew.
func (sc *scene) writesDesk() {
	page := "/desk"
	if n := len(sc.forum.Topics()); n > sc.before {
		page = "/desk/t/" + strconv.Itoa(n)
	}
	if now := notice(sc.atDesk(page)); now != sc.page {
		sc.page = now
		sc.staffSee("bàn", cmp.Or(now, "(hết cảnh báo)"))
	}
}

// staffSee writes down what staff see somewhere.
func (sc *scene) staffSee(where, text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&sc.out, "    %s | %s\n", where, line)
		}
	}
}

// onTelegramScreen is a message with its file and its buttons.
func onTelegramScreen(m telegramtest.Message) string {
	text := m.Text
	if m.File != nil {
		text = strings.TrimSpace("{" + strings.TrimSpace(m.File.Kind+" "+m.File.Name) + "} " + text)
	}
	if labels := m.Labels(); len(labels) > 0 {
		text += "\n[" + strings.Join(labels, "] [") + "]"
	}
	return text
}

// changed is the lines of a text that it did not have before.
func changed(was, now string) string {
	had := map[string]bool{}
	for line := range strings.Lines(was) {
		had[strings.TrimSpace(line)] = true
	}
	var out strings.Builder
	for line := range strings.Lines(now) {
		if !had[strings.TrimSpace(line)] {
			out.WriteString(line)
		}
	}
	return out.String()
}

// raw is what the user sees, word for word, with files and buttons.
func (sc *scene) raw() []string {
	var out []string
	switch on := sc.device.(type) {
	case onZalo:
		for _, m := range on.z.Messages(on.id) {
			text := m.Text
			if m.Kind != "text" {
				text = strings.TrimSpace("{" + strings.TrimSpace(m.Kind+" "+m.Name) + "} " + text)
			}
			if m.Staff {
				text = "(ứng dụng Zalo OA) " + text
			}
			var titles []string
			for _, b := range m.Buttons {
				titles = append(titles, b.Title)
			}
			if len(titles) > 0 {
				text += "\n  [" + strings.Join(titles, "] [") + "]"
			}
			out = append(out, text)
		}
	case onZaloBot:
		for _, m := range on.b.Messages(on.id) {
			text := m.Text
			if m.Photo != "" {
				text = strings.TrimSpace("{image} " + text)
			}
			out = append(out, text)
		}
	}
	return out
}

// user is the user of the Official Account.
func (sc *scene) user() *zalotest.User { return sc.oa.User(sc.at().Chat) }

// consents plays the account's administrator, who opens the link that "bot
// zalo login" prints.
func (sc *scene) consents() {
	sc.t.Helper()
	o := sc.oa.Options()
	oa, err := zalo.New(zalo.Config{
		AppID: o.AppID, AppSecret: secret.String(o.AppSecret), OASecret: secret.String(o.OASecret),
		APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
	}, zalo.Options{KV: zalotest.NewKV(), Now: sc.now})
	if err != nil {
		sc.t.Fatal(err)
	}
	back, err := zalotest.Agree(sc.t.Context(), sc.oa, oa.LoginURL(stageURL+"/zalo/callback", false))
	if err != nil {
		sc.t.Fatal(err)
	}
	if a := sc.desk.Get(back); a.Code != http.StatusOK {
		sc.t.Errorf("the callback answers %d %.200s", a.Code, a.Body)
	}
}
