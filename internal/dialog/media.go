package dialog

import (
	"strings"
	"time"

	"hotro/internal/chat"
)

// media answers what is not text.
func media(t *turn, u Line) {
	t.out.Update = t.st.Person
	if u.Later {
		defer expect(t)()
	}
	switch {
	case u.Kind == chat.KindPhoto && u.Seen != "" && readPicture(t, u.Seen, false):
	case strings.TrimSpace(u.Text) != "":
		listen(t, u)
	case t.st.Place.Screen == AtPerson:
		noted(t, false)
	case u.Kind == chat.KindPhoto && u.Later:
		t.out.Kind = chat.TurnUnseen
		t.around("seen_later")
	case u.Kind == chat.KindPhoto:
		seenNothing(t)
	case u.Kind == chat.KindFile:
		t.around("file_kept")
	case u.Kind == chat.KindVoice:
		t.out.Kind = chat.TurnVoice
		t.around("voice", "human", t.T("human_button"))
	case u.Kind == chat.KindSticker:
		t.around("sticker")
	default:
		unread(t)
	}
}

// seenNothing says that nothing was read in a picture.
func seenNothing(t *turn) {
	t.out.Kind = chat.TurnUnseen
	if at := t.st.Place.Screen; at == AtCallID || at == AtFact {
		t.around("seen_no_id", "noid", t.T("noid_button"))
		return
	}
	t.around("seen_nothing")
}

// unreadAgain is how long it is not said again that a message can't be read:
// such messages come in heaps.
const unreadAgain = time.Minute

// unread says that nobody here can read what came.
func unread(t *turn) {
	t.out.Kind = chat.TurnUnseen
	if t.now.Sub(t.st.Unread) < unreadAgain {
		return
	}
	t.st.Unread = t.now
	t.around("unsupported")
}

// readPicture acts on text read from a picture, later than its answer or not,
// and reports whether there was anything to act on. A code is confirmed before
// it is believed.
func readPicture(t *turn, text string, later bool) bool {
	r := t.read.Screen(text)
	t.leave()
	fresh := keepIDs(t, valid(r))
	if r.Code == "" || (r.Topic == "" && !r.Uncovered) {
		if fresh {
			haveID(t)
		}
		return fresh
	}
	if fresh {
		t.pre(t.T("call_id_have", "id", strings.Join(t.st.CallIDs, "`, `")))
	}
	if same(t, r.Topic) {
		t.pre(t.T("here"))
		t.again()
		return true
	}
	if r.Uncovered {
		offerUncovered(t, r.Code)
		return true
	}
	askSeen(t, r.Topic, r.Code, later)
	return true
}
