package dialog

import (
	"slices"
	"strings"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// media answers what is not text.
func media(t *turn, u Line) {
	t.out.Update = t.st.Person
	if points(t, u.Text) && len(u.Files) > 0 && u.Kind != chat.KindSticker {
		u.Text = ""
	}
	if u.Later {
		defer expect(t)()
	}
	t.st.Pictured = t.st.Pictured || u.Kind == chat.KindPhoto || u.Kind == chat.KindFile
	more := u.Album != "" && u.Album == t.st.Album
	t.st.Album = u.Album
	switch {
	case u.Kind == chat.KindPhoto && u.Seen != "" && readPicture(t, u.Seen, false):
	case u.Kind == chat.KindSticker, animated(u.Files) && strings.TrimSpace(u.Text) == "":
		sticker(t, u)
	case u.Data == chat.Feedback && feedback(t, u.Text):
	case strings.TrimSpace(u.Text) != "":
		caption(t, u)
	case more:
		t.out.Kind = chat.TurnUnseen // answered with the part that came before
	case u.Kind == chat.KindFile && slices.ContainsFunc(u.Files, func(f chat.File) bool { return f.Large }):
		t.around("file_large")
	case t.st.Place.Screen == AtPerson:
		noted(t, false)
	case u.Kind == chat.KindPhoto && u.Later:
		aroundAs(t, chat.TurnUnseen, "seen_later")
	case u.Kind == chat.KindPhoto && u.Was != "" && t.screen().waits != "": // it took the place of one that was answered
		aroundAs(t, chat.TurnUnseen, "picture_changed")
	case u.Kind == chat.KindPhoto:
		seenNothing(t)
	case u.Kind == chat.KindFile:
		t.around("file_kept")
	case u.Kind == chat.KindVoice:
		aroundAs(t, chat.TurnVoice, "voice", "human", t.T("human_button"))
	default:
		unread(t)
	}
}

// caption listens to the words under a picture or a file. Where nothing is made
// of them, it is not for want of a picture.
func caption(t *turn, u Line) {
	before := *t
	before.st = t.st.clone()
	listen(t, u)
	if u.Kind != chat.KindPhoto || walking(&before) || !noise(t.out.Kind) {
		return
	}
	told := t.st.Told
	*t = before
	t.st.Told = told
	if u.Later {
		aroundAs(t, chat.TurnUnseen, "seen_later")
		return
	}
	seenNothing(t)
}

// points reports whether a caption only points at what it stands under: "ảnh
// đây ạ", "lỗi như hình".
func points(t *turn, caption string) bool {
	fields := slices.DeleteFunc(strings.Fields(caption), func(f string) bool { return strings.Contains(f, "://") })
	words, pointing := text.Words(text.Fold(strings.Join(fields, " "))), writtenList(t, "pointing_words")
	return !slices.ContainsFunc(words, func(w string) bool { return !bare(w) && !contains(pointing, w) })
}

// seenNothing says that nothing was read in a picture.
func seenNothing(t *turn) {
	t.out.Kind = chat.TurnUnseen
	if at := t.st.Place.Screen; at == AtRef || at == AtFact {
		t.around("seen_no_id", "noid", t.T("noid_button"))
		return
	}
	t.around("seen_nothing")
}

// sticker answers a sticker, a die, a moving picture: what its emoji says if
// that is an answer here, else politeness.
func sticker(t *turn, u Line) {
	if s := strings.TrimSpace(u.Text); s != "" && len(t.meanings(s).Matches) > 0 {
		listen(t, u)
		return
	}
	t.out.Update = false
	if t.st.Place.Screen == AtPerson {
		thanked(t, intent.Meanings{})
		return
	}
	aroundAs(t, chat.TurnSigns, "sticker")
}

// animated reports whether a file is a moving picture that people send as they
// send stickers.
func animated(files []chat.File) bool {
	if len(files) != 1 {
		return false
	}
	name := strings.ToLower(files[0].Name)
	return files[0].MIME == "image/gif" || strings.Contains(name, ".gif") || strings.Contains(name, "giphy")
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
func readPicture(t *turn, seen string, later bool) bool {
	r := t.read.Screen(seen)
	t.leave()
	fresh := keepIDs(t, r.Refs)
	if r.Code == "" || (r.Topic == "" && !r.Uncovered) {
		if fresh {
			haveID(t)
		}
		return fresh
	}
	if fresh {
		t.pre(t.T("ref_have", "id", strings.Join(t.st.Refs, "`, `")))
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
