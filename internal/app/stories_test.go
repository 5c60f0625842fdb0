package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/goldentest"
)

// story is what one user on Zalo lives through, and those who help.
type story struct {
	name, about string
	acts        []act
	alone       bool // it moves the clock or breaks something: nobody shares its stage
	account     bool // it is about what only an Official Account has
}

// act is one thing that somebody does. It reports whether the user's platform
// has such a thing.
type act struct {
	shown    string
	answered bool // it must not be met with silence
	do       func(sc *scene) bool
}

// says is words of the user.
func says(lines ...string) []act {
	var out []act
	for _, line := range lines {
		out = append(out, act{"> " + line, true, func(sc *scene) bool { sc.says(line); return true }})
	}
	return out
}

// payload is a press on a button of the account, whichever message it is under.
func payload(data string) act {
	return act{"> [" + data + "]", true, func(sc *scene) bool {
		_, account := sc.device.(onZalo)
		if account {
			sc.says("!b:" + data)
		}
		return account
	}}
}

// takes is a choice that the user is offered: pressed, or its number where
// there are no buttons.
func takes(label string) act {
	return act{"> [" + label + "]", true, func(sc *scene) bool {
		if err := sc.chooses(label, false); err != nil {
			sc.t.Error(err)
		}
		return true
	}}
}

// shows is something of the user's without words. What can't be read is said
// once a minute.
func shows(kind string) act {
	return act{"> {" + kind + "}", false, func(sc *scene) bool { return sc.withoutWords(kind) }}
}

// withoutWords sends something that is no words.
func (sc *scene) withoutWords(kind string) bool {
	switch on := sc.device.(type) {
	case onZalo:
		u := on.z.User(on.id)
		switch kind {
		case "ảnh":
			u.Sends("image", "", []byte(jpeg), "")
		case "tệp":
			u.Sends("file", "cuoc-goi.pcap", []byte("\xd4\xc3\xb2\xa1"), "")
		case "tin thoại":
			u.Sends("audio", "", []byte("amr"), "")
		case "nhãn dán":
			u.Sends("sticker", "", []byte("gif"), "")
		case "vị trí":
			u.Shares("10.79", "106.78", "")
		case "danh thiếp":
			u.SharesContact("Trần Minh", "0912345678")
		case "loại tin mới":
			u.SendsNovelty("user_send_hologram")
		}
	case onZaloBot:
		u := on.b.User(on.id)
		switch kind {
		case "ảnh":
			u.SendsPhoto([]byte(jpeg), "")
		case "tin thoại":
			u.SendsVoice()
		case "nhãn dán":
			u.SendsSticker()
		default:
			u.SendsUnsupported()
		}
	}
	return true
}

// staffSay is lines of staff in the topic of the story's ticket.
func staffSay(lines ...string) []act {
	var out []act
	for _, line := range lines {
		out = append(out, act{"< Nam: " + line, false, func(sc *scene) bool {
			topic, _ := sc.topic()
			sc.staff.Writes(topic.ID, line)
			return true
		}})
	}
	return out
}

// staffSend is a file of staff's; without a name it is a picture.
func staffSend(name, caption string) act {
	shown := name
	if name == "" {
		shown = "ảnh"
	}
	return act{strings.TrimSpace("< Nam: {" + shown + "} " + caption), false, func(sc *scene) bool {
		topic, _ := sc.topic()
		if name == "" {
			sc.staff.SendsPhoto(topic.ID, []byte(jpeg), caption)
			return true
		}
		data := "%PDF-1.7 a guide"
		if strings.HasSuffix(name, ".pcap") {
			data = "\xd4\xc3\xb2\xa1 a call"
		}
		sc.staff.SendsDocument(topic.ID, name, "application/octet-stream", []byte(data), caption)
		return true
	}}
}

// later lets time pass.
func later(shown string, d time.Duration) act {
	return act{"~ " + shown, false, func(sc *scene) bool { sc.passes(d); return true }}
}

// account is something that happens to an Official Account alone.
func account(shown string, do func(sc *scene)) act {
	return act{"* " + shown, false, func(sc *scene) bool {
		_, ok := sc.device.(onZalo)
		if ok {
			do(sc)
		}
		return ok
	}}
}

func acts(parts ...any) []act {
	var out []act
	for _, p := range parts {
		switch p := p.(type) {
		case act:
			out = append(out, p)
		case []act:
			out = append(out, p...)
		}
	}
	return out
}

// TestStoriesOnZalo plays what most users of Zalo live through, with the whole
// program, on both of its platforms, and holds what users read and staff see
// against transcripts, which are there to be read aloud.
func TestStoriesOnZalo(t *testing.T) {
	t.Parallel()
	for _, platform := range []string{chat.Zalo, chat.ZaloBot} {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			var together []story
			for _, s := range stories() {
				switch {
				case s.account && platform != chat.Zalo:
				case s.alone:
					onStage(t, func(st *stage) { st.tells(platform, s) })
				default:
					together = append(together, s)
				}
			}
			onStage(t, func(st *stage) { st.tells(platform, together...) })
		})
	}
}

// varies is what differs from one play to the next: a link to log in, and the number
// of a message in the group, where what staff and the desk send in one instant has no
// order.
var varies = regexp.MustCompile(`(state=|t\.me/c/\d+/)[\w-]+`)

// tells plays stories one after another, each with a user of its own.
func (s *stage) tells(platform string, all ...story) {
	for _, one := range all {
		var on device = onZalo{s.oa, one.name}
		if platform == chat.ZaloBot {
			on = onZaloBot{s.zb, one.name}
			s.zb.User(one.name).Named("Nguyễn Lan")
		}
		s.oa.User(one.name).Named("Nguyễn Lan")
		goldentest.Check(s.t, "testdata/stories/"+one.name+"."+platform+".txt", varies.ReplaceAll([]byte(newScene(s, on).plays(one)), []byte("${1}…")))
	}
}
