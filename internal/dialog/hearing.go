package dialog

import (
	"slices"
	"strings"

	"hotro/internal/chat"
	"hotro/internal/intent"
	"hotro/internal/text"
)

// utterance is what a user wrote, as it was read.
type utterance struct {
	Line
	text     string
	res      intent.Result
	says     intent.Meanings
	words    intent.Meanings // what its known phrases say by themselves
	wants    bool            // it is like lines that ask for a person
	fresh    bool            // it brought a call ID not known before
	guess    bool            // says is what it is likely to do: no phrase of it is known
	phone    bool            // it told of a machine that comes before what was known of it
	other    bool            // it told another machine than was known: what it denies is that
	thing    bool            // it names a thing where more was asked for, and says nothing of it
	rejected bool            // it is about an error that was rejected, and no other
	trait    string          // it told one of the user's traits: this kind ("browser")
	known    bool            // that is what was known of him already
	there    string          // it works with another value of a trait than the user's, which is this one
	asked    string          // what it asks besides the error that it tells
	fails    bool            // it says in a clause that calls fail, and not what with
	lasts    bool            // it complains that an error comes again and again, or goes on for days
	unfailed bool            // it was taken for a failure, which it does not surely tell: see sentUnfailed
	act      string          // what it is surely like, of all that may be said anywhere; "" for nothing
	sure     float64         // how likely that is
}

// without takes a meaning from all that is made of the line.
func (u *utterance) without(m intent.Meaning) {
	u.says, u.words = u.says.Without(m), u.words.Without(m)
	if u.act == string(m) {
		u.act = ""
	}
}

// hear answers one thing that arrived.
func hear(t *turn, l Line) {
	l, secret := unsecret(l)
	if secret {
		t.pre(t.T("secret"))
	}
	switch l.Kind {
	case chat.KindButton:
		press(t, l.Data)
	case chat.KindStart:
		entered(t, l)
	case chat.KindErase: // decided elsewhere: there is nothing to ask or to say
		t.out.Erase, t.out.Kind = true, chat.TurnErase
	case chat.KindPhoto, chat.KindFile, chat.KindVoice, chat.KindSticker, chat.KindUnsupported:
		media(t, l)
	case chat.KindSeen:
		seenLater(t, l)
	case chat.KindContact:
		contact(t, l)
	case chat.KindLocation:
		place(t, l)
	case chat.KindText:
		keepHeard(t, l)
		listen(t, l)
		keepTook(t)
	case chat.KindEdit:
		if !hearEdit(t, l) {
			listen(t, l)
		}
	}
	if secret {
		t.out.Signs = false // who is told to send no password has to read it
	}
}

// listen answers words.
func listen(t *turn, l Line) {
	s, cut := trim(l.Text)
	if cut {
		t.pre(t.T("too_long"))
	}
	if s == "" {
		aroundAs(t, chat.TurnEmpty, "empty")
		return
	}
	s = unlettered(t, uncounted(t, withoutCaller(t, politeness(t, l, unsworn(t, s)))))
	read := reading(t, l, s)
	if read.Plain != "" {
		s = read.Plain
	}
	u := &utterance{Line: l, text: s, res: read.Result}
	read.Meanings = besides(t, read, s)
	u.words = read.Meanings
	u.res = unrejected(t, read.Result)
	u.rejected = read.Result.Intent == intent.KindTopic && u.res.Intent != intent.KindTopic
	readQuote(t, u)
	lastSentence(t, u)
	faultBeside(t, u)
	plainFault(t, u)
	cutOff(t, u)
	pleadedFor(t, u)
	u.says, u.wants = weigh(t, read, s)
	u.guess = len(read.Meanings.Matches) == 0
	outcome(t, u)
	if act, likely := read.Acts.Likeliest(); likely >= actSure {
		u.act, u.sure = act, likely
	}
	unwished(t, u)
	unhanded(t, u)
	byClause(t, u)
	unprotested(t, u)
	unscolding(t, u)
	unheld(t, u)
	unwaiting(t, u)
	unwondering(t, u)
	asTold(t, u)
	unsettled(t, u)
	stepDone(t, u)
	doneBeside(t, u)
	atStepDone(t, u)
	unreported(t, u)
	uncured(t, u)
	inward(t, u)
	fragment(t, u)
	u.lasts = lasting(t, u)
	t.heard = u
	heards := t.order
	if passedOn(l) {
		heards = orderPassedOn()
	}
	if !slices.ContainsFunc(heards[0], func(heard func(*turn, *utterance) bool) bool { return heard(t, u) }) {
		hearing(t, u, heards[1])
	}
	roleTold(t)
	keepFirst(t, u)
}

// listenTo hears a part of a line as if it had been said alone.
func listenTo(t *turn, u *utterance, part string) {
	l := u.Line
	l.Text, l.Reading, l.Hint = part, nil, nil
	listen(t, l)
}

// keepFirst keeps what the matter was told with, where no document is about it:
// staff see a ticket by that, not by the details that follow.
func keepFirst(t *turn, u *utterance) {
	switch t.out.Kind {
	case chat.TurnOutside, chat.TurnUncovered, chat.TurnOffer:
		if t.st.First == "" {
			t.st.First = text.Brief(u.text, titleSize)
		}
	}
}

// lastSentence takes what a line is about from its last sentence, where the
// whole leaves it open: people begin with something else ("thôi khỏi. gọi khách
// bị lỗi mic nè").
func lastSentence(t *turn, u *utterance) {
	if r := u.res; walking(t) || r.Code != "" || r.Intent == intent.KindTopic || r.Intent == intent.KindHuman || len(r.Refs)+len(r.BadRefs) > 0 {
		return
	}
	at := strings.LastIndexAny(strings.TrimRight(u.text, " .!?"), ".!?")
	if at < 0 {
		return
	}
	if r := heardAs(t, u.text[at+1:]).Result; r.Intent == intent.KindTopic {
		u.res = r
	}
}

// reading is what the matcher makes of the words: handed on by the caller, or
// read now.
func reading(t *turn, l Line, s string) intent.Reading {
	if l.Reading != nil && s == strings.TrimSpace(l.Text) {
		t.notes.heard = append(t.notes.heard, heardText{s, *l.Reading})
		return *l.Reading
	}
	return heardAs(t, s)
}

// hearCommand takes a command, or a number or a label typed in place of a
// button.
func hearCommand(t *turn, u *utterance) bool {
	if command(t, u.text) {
		return true
	}
	if n, ok := number(t, u.text); ok {
		return n >= 1 && n <= len(t.st.Offer) && picks(t, u, t.st.Offer[n-1])
	}
	f := folded(t, u.text)
	for _, c := range t.st.Offer {
		if c.URL == "" && text.FoldsTo(c.Label, f) {
			if isCancel(c.Data) && t.st.Person {
				cancel(t) // in so many words
			} else {
				press(t, c.Data)
			}
			return true
		}
	}
	return false
}

// remember keeps what a line tells in passing, wherever it is said.
func remember(t *turn, u *utterance) bool {
	ids := u.res.Refs
	if len(ids) > 0 {
		t.leave()
	}
	takeBack(t, u, ids)
	u.fresh = keepIDs(t, ids)
	if !navigates(u) {
		keepTold(t, u.text)
	}
	keepFacts(t, u.text)
	keepName(t, u.Line.Text)
	keepAffected(t, u)
	if namesApp(t, u.text) && !u.says.Denies && !asks(u.says) {
		t.st.NoID = t.st.NoID || len(t.st.Refs) == 0 // the app shows no call ID
	}
	if t.st.First == "" && u.res.Intent != intent.KindNone {
		t.st.First = text.Brief(u.text, titleSize)
	}
	rememberRole(t, u)
	u.trait = observe(t, u)
	return false
}

// navigates reports whether a line asks for another screen and tells nothing of
// the problem: "danh sách lỗi" is no answer to whether the page "đang bị dịch".
func navigates(u *utterance) bool {
	return slices.ContainsFunc([]intent.Meaning{intent.Menu, intent.Back, intent.Restart, intent.Cancel, intent.Repeat}, func(m intent.Meaning) bool {
		return u.words.Whole(m) || u.words.Strength(m) >= 0.4
	})
}

// rememberRole keeps what the user says he is, in so many words. "Admin là ai"
// and "admin mới làm được à" tell nothing of it; "em không phải admin thì sao"
// does.
func rememberRole(t *turn, u *utterance) {
	f := u.says
	if !u.guess {
		f = u.words
	}
	switch h := holderIn(t, u.text, t.st.Place.Screen == AtRole); {
	case f.Has(intent.Human), walking(t) && claimsRights(t, u.text) && (!rightsAsked(t) || t.mentions("calling_words", u.text)):
	case h.self:
		t.st.Role = roleAdmin
	case h.other:
		t.st.Role = roleUser
	case novice(t, u) && t.screen().does:
		return // "nhân viên mới" may do what everybody may
	case !walking(t) && outside(t, u):
		return // who asks for the pay of "cộng tác viên" is none
	case f.Has(intent.NotAdmin) && !walking(t) && u.act != string(intent.NotAdmin) && t.st.Place.Screen == AtOffer && len(t.st.Path) == 0:
		// "quên mất rồi không vào được": there is no step that it could keep him from
	case f.Has(intent.NotAdmin) && (!asks(f) || u.words.Has(intent.NotAdmin)):
		t.st.Role = roleUser
	case f.Has(intent.IsAdmin) && asksYesNo(t, u.text) && t.meanings(lastPart(t, u.text)).Has(intent.IsAdmin): // "trưởng ca có tính là quản trị không"
	case f.Has(intent.IsAdmin) && !asks(f) && !tagged(t, u.text):
		t.st.Role = role(t, u.text, f)
	case presentsHolder(t, u):
		t.st.Role = roleAdmin
	}
}

// hearAnswer takes words as the answer to what the present screen asks,
// unless they name another error.
func hearAnswer(t *turn, u *utterance) bool {
	s := t.screen()
	if s.hear == nil || (elsewhere(t, u) && !s.open) {
		return false
	}
	if traitInVain(t, u) || triedAsAdmin(t, u) || fitsBetter(t, u) || hearHead(t, u) {
		return true
	}
	if walking(t) && !collecting(t) {
		u = u.meant(t)
	}
	return s.hear(t, u)
}

// elsewhere reports whether a line names an error that is not the present one.
func elsewhere(t *turn, u *utterance) bool {
	return u.res.Code != "" && !hereToo(t, u)
}

// about reports whether a line may be about the present topic: it is not
// surely about another.
func about(t *turn, u *utterance) bool {
	return !elsewhere(t, u) && (u.res.Intent != intent.KindTopic || hereToo(t, u))
}

// instructed reports whether an instruction is what a line answers: a person has not
// taken over, and it names no other error.
func instructed(t *turn, u *utterance) bool {
	return instructedHere(t) && !elsewhere(t, u)
}

// instructedHere reports whether an instruction is on the screen, and no person at it.
func instructedHere(t *turn) bool {
	return t.st.Place.Flow != nil && !t.st.Person && t.screen().does
}
