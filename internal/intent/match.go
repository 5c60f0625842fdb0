package intent

import (
	"io/fs"
	"strconv"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"hotro/internal/intent/acts"
	"hotro/internal/intent/classifier"
	"hotro/internal/intent/codes"
	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/spoken"
	"hotro/internal/kb"
	"hotro/internal/reference"
	"hotro/internal/text"
)

// maxRead is how many characters of a line or of a screen are read. A problem is
// told in fewer; what a stranger pastes has no end, and reading costs more
// than its length.
const maxRead = 8000

// Matcher reads lines for one guide. Build it with New. It is immutable and
// safe for concurrent use.
type Matcher struct {
	grammar    reference.Grammar
	lexicon    *lexicon.Lexicon
	codes      *codes.Book
	numbers    *codes.Numbers
	spoken     *spoken.Book
	frames     *frames
	labels     *labelBook
	phrases    *phraseMatcher
	wishes     *wishMatcher
	trouble    *troubleMatcher
	classifier *classifier.Classifier
	thresholds classifier.Thresholds
	acts       *acts.Classifier
	roles      []role
	unheard    string    // the topic of a user whom the customer does not hear, "" for none
	scratch    sync.Pool // *scratch
	likened    *lru.Cache[string, likened]
}

// scratch holds the buffers of one reading.
type scratch struct {
	text    lexicon.Text
	codes   codes.Text
	spoken  spoken.Text
	phrases phraseBuffers
	classes classifier.Buffers
	acts    acts.Buffers
}

// LoadWords reads every words/*.toml of fsys, then those of more, such as a
// company's own: what New needs beyond a guide.
func LoadWords(fsys fs.FS, more ...fs.FS) (*lexicon.Words, error) {
	return lexicon.Load(meanings(), append([]fs.FS{fsys}, more...)...)
}

// Fitting says how a Matcher comes to the weights of its words: by default those
// of the shipped guide are at hand, and any other guide is fitted.
type Fitting = classifier.Fitting

// Kept keeps weights from one start to the next.
type Kept = classifier.Kept

// New builds the matcher of a guide.
func New(g *kb.Guide, w *lexicon.Words) *Matcher { return NewFitted(g, w, Fitting{}) }

// NewFitted is New for a guide whose weights may be kept from an earlier start, or
// are fitted beside users. What is decided by codes and numbers is not learnt
// from, whatever how says.
func NewFitted(g *kb.Guide, w *lexicon.Words, how Fitting) *Matcher {
	g = otherwise(g, w)
	m := &Matcher{grammar: g.Company().Reference.Grammar, numbers: codes.NewNumbers(w)}
	var beside sync.WaitGroup // whoever starts the program waits for all of this
	beside.Go(func() { m.acts = acts.New(w) })
	m.lexicon = lexicon.New(g, w)
	how.Decided = m.numbers.Decides
	beside.Go(func() {
		m.classifier = classifier.Fit(g, w, m.lexicon, how)
		m.thresholds = m.classifier.Thresholds()
	})
	m.codes = codes.New(g, w)
	m.spoken = spoken.New(g, w, m.lexicon)
	m.frames = newFrames(w, m.lexicon)
	m.labels = newLabelBook(g, m.lexicon)
	m.phrases = newPhraseMatcher(withHolders(g, w), m.lexicon)
	m.wishes = newWishMatcher(w, m.lexicon)
	m.trouble = newTroubleMatcher(w, m.lexicon)
	m.unheard = unheardTopic(g, m.lexicon, m.phrases.ears)
	m.roles = newRoles(g, w, m.lexicon)
	m.scratch.New = func() any { return new(scratch) }
	m.likened, _ = lru.New[string, likened](mostLikened) // its one error is a size below 1
	beside.Wait()
	return m
}

// Read reads one line: what it is about, and what it says as an answer, from
// one pass over its words. Call it once for a line and hand the Reading on.
func (m *Matcher) Read(s string) Reading {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	s = m.lexicon.Plain(text.Head(s, maxRead))
	said := unescaped(unlinked(s))
	s = unescaped(s)
	m.lexicon.Read(&sc.text, said)
	says := m.phrases.meanings(&sc.phrases, &sc.text) // before match, which edits the words
	res, rest := m.about(sc, s, said, said)
	return Reading{s, res, says, m.acts.Rank(&sc.acts, rest), m.lexicon.Kind(s)}
}

// Match reads what one line is about: the Result of Read, for callers who need
// no more.
func (m *Matcher) Match(s string) Result {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	s = m.lexicon.Plain(text.Head(s, maxRead))
	said := unescaped(unlinked(s))
	s = unescaped(s)
	m.lexicon.Read(&sc.text, s)
	res, _ := m.about(sc, s, said, s)
	return res
}

// about finds what a line is about, and returns what is said in it: not its
// references, and nothing of its links but a code. The scratch holds the words of
// the line that was read into it.
func (m *Matcher) about(sc *scratch, s, said, read string) (Result, string) {
	rest, refs, bad := m.grammar.Cut(s)
	if rest != read {
		m.lexicon.Read(&sc.text, rest)
	}
	res := m.match(sc, rest, refs, bad)
	if said == s {
		return res, rest
	}
	rest, _, _ = m.grammar.Cut(said)
	if res.Code == "" && !res.Partial {
		m.lexicon.Read(&sc.text, rest)
		res = m.match(sc, rest, refs, bad)
	}
	return res, rest
}

// leastPrinted is the least number that is taken for that of an error on a
// screen: in logs every event has a small one ("signalingState {code: 6}"). Of
// the others only those count that are known: "gọi 84976…" reads as "lỗi 849".
const leastPrinted = 100

// readAlike is how often a code that nobody knows must stand on a screen: a
// screen is looked at several times, and what is misread is misread in other
// ways.
const readAlike = 2

// Screen reads the text off a picture of a screen, as a program read it: the
// codes and references that stand on it, printed, numbered or translated. Nobody
// speaks on a screen, and half of what stands there is misread: what words are
// like, and what they sound like, counts for nothing.
func (m *Matcher) Screen(s string) Result {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	rest, refs, bad := m.grammar.Cut(unescaped(text.Head(s, maxRead)))
	m.lexicon.Read(&sc.text, rest)
	res := m.printed(sc, rest)
	res.Refs, res.BadRefs = refs, bad
	return res
}

func (m *Matcher) printed(sc *scratch, s string) Result {
	switch f := m.codes.Find(&sc.codes, s, &sc.text); f.Kind {
	case codes.Whole:
		res := m.wholeCode(m.codes.Code(f.Codes[0]), f.Score)
		res.Partial = f.Cut
		return res
	case codes.Several:
		return m.severalCodes(f)
	case codes.Unknown:
		if strings.Count(strings.ToUpper(s), f.Name) < readAlike {
			return Result{Intent: KindNone}
		}
		return Result{Intent: KindNone, Code: f.Name, Uncovered: true, Score: f.Score}
	}
	if n, ok := m.numbers.Find(&sc.text); ok && n >= leastPrinted {
		if c, ok := m.codes.ByNumber(n); ok {
			return m.wholeCode(c, 0.95)
		}
	}
	if said, ok := m.spoken.Translated(&sc.spoken, &sc.text); ok && said.Whole {
		return m.spokenCode(said)
	}
	return Result{Intent: KindNone}
}

// Meanings reads what one line says as an answer: the Meanings of Read, for
// callers who need no more.
func (m *Matcher) Meanings(s string) Meanings {
	sc := m.scratch.Get().(*scratch)
	defer m.scratch.Put(sc)
	m.lexicon.Read(&sc.text, unescaped(unlinked(m.lexicon.Plain(text.Head(s, maxRead)))))
	return m.phrases.meanings(&sc.phrases, &sc.text)
}

// HoldsCode reports whether a line holds a whole code of a topic, whatever its
// case and separators.
func (m *Matcher) HoldsCode(s, topic string) bool { return m.codes.Holds(s, topic) }

// match finds what the words read from rest are about; rest is the line
// without its references.
func (m *Matcher) match(sc *scratch, rest string, refs []string, bad []reference.Bad) Result {
	roles := m.played(&sc.text) // before subject, which takes words out
	res := cast(m.subject(sc, rest), roles)
	res.Refs, res.BadRefs = refs, bad
	return res
}

// subject asks the surest evidence first: codes, numbers, labels, then words.
func (m *Matcher) subject(sc *scratch, s string) Result {
	if m.takeBack(&sc.text) {
		return m.allBut(m.predict(sc))
	}
	switch f := m.codes.Find(&sc.codes, s, &sc.text); f.Kind {
	case codes.Whole:
		return m.unlessHuman(sc, m.typedCode(f, s))
	case codes.Several:
		return m.severalCodes(f)
	case codes.Partial:
		if f.Alone {
			return m.severalCodes(f)
		}
		if res, ok := m.spokenWhole(sc); ok {
			return res
		}
		return m.partialCode(sc, f)
	case codes.Unknown:
		if id, ok := m.codes.ByID(f.Name); ok {
			return m.wholeCode(&codes.Code{Name: id, Topic: id}, f.Score)
		}
		if f.Score < 1 {
			if res, ok := m.spokenWhole(sc); ok {
				return res
			}
		}
		return Result{Intent: KindNone, Code: f.Name, Uncovered: true, Score: f.Score}
	}
	if res, ok := m.byNumber(sc); ok {
		return res
	}
	if res, ok := m.labels.find(sc.text.First); ok {
		return res
	}
	if onlyNumbers(&sc.text) {
		return Result{Intent: KindNone}
	}
	said, rendered := m.spoken.Translated(&sc.spoken, &sc.text)
	if rendered && said.Whole {
		return m.unlessHuman(sc, m.spokenCode(said))
	}
	res := m.byWords(sc)
	if res.Intent == KindTopic || res.Intent == KindHuman {
		return res
	}
	if heard, ok := m.spoken.Heard(&sc.spoken, &sc.text); ok {
		return m.spokenCode(heard)
	}
	if rendered {
		return m.spokenCode(said)
	}
	return res
}

// spokenWhole finds a code that a text translates or spells as it sounds, in
// part or not, and all of it.
func (m *Matcher) spokenWhole(sc *scratch) (Result, bool) {
	said, ok := m.spoken.Translated(&sc.spoken, &sc.text)
	if !ok || !said.Whole {
		said, ok = m.spoken.Heard(&sc.spoken, &sc.text)
	}
	if !ok || !said.Whole {
		return Result{}, false
	}
	return m.unlessHuman(sc, m.spokenCode(said)), true
}

// spokenCode is the result of codes in Vietnamese words: of several, or of a
// part of one, a question.
func (m *Matcher) spokenCode(s spoken.Match) Result {
	c, known := m.codes.Named(s.Names[0])
	if known && len(s.Names) == 1 && (s.Whole || c.Topic != "") {
		res := m.wholeCode(c, s.Score)
		res.Partial = !s.Whole
		return res
	}
	res := Result{Intent: KindAsk, Score: s.Score, Partial: true}
	for i, name := range s.Names {
		if c, ok := m.codes.Named(name); ok {
			res.addCandidate(c.Topic, s.Score*(1-0.05*float64(i)))
		}
	}
	if len(res.Candidates) == 0 {
		return Result{Intent: KindNone, Code: s.Names[0], Uncovered: true, Score: s.Score}
	}
	return res
}

// wholeCode is the result of a code found whole.
func (m *Matcher) wholeCode(c *codes.Code, score float64) Result {
	if c.Topic == "" {
		return Result{Intent: KindNone, Code: c.Name, Uncovered: true, Score: score}
	}
	return Result{Intent: KindTopic, Topic: c.Topic, Code: c.Name, Score: score, Candidates: []Candidate{{c.Topic, score}}}
}

// unlessHuman lets a plain wish for a person win over the code beside it; the
// topic stays as the candidate.
func (m *Matcher) unlessHuman(sc *scratch, res Result) Result {
	if m.wish(sc) == wanted && m.predict(sc).Human >= m.thresholds.Said {
		res.Intent, res.Topic = KindHuman, ""
	}
	return res
}

// severalCodes asks which of several codes is meant.
func (m *Matcher) severalCodes(f codes.Match) Result {
	res := Result{Intent: KindAsk, Score: f.Score, Partial: f.Kind == codes.Partial}
	for i, id := range f.Codes {
		res.addCandidate(m.codes.Code(id).Topic, f.Score*(1-0.05*float64(i)))
	}
	return res
}

// partialCode asks which code a part of a code is from, unless the rest of the
// line tells.
func (m *Matcher) partialCode(sc *scratch, f codes.Match) Result {
	res := m.severalCodes(f)
	if f.Copied || len(res.Candidates) > 1 {
		m.lexicon.ReadWithout(&sc.text, f.From, f.To)
	}
	rest := m.byWords(sc)
	for _, c := range res.Candidates {
		if rest.Intent == KindTopic && rest.Topic == c.Topic {
			rest.Partial = true
			return rest
		}
	}
	for _, c := range rest.Candidates {
		if c.Score >= m.thresholds.Ask {
			res.addCandidate(c.Topic, min(c.Score, 0.5))
		}
	}
	return res
}

// mostCandidates is how many candidates a result has.
const mostCandidates = 3

// addCandidate adds a candidate unless there are three or it is one already.
func (r *Result) addCandidate(topic string, score float64) {
	for _, c := range r.Candidates {
		if c.Topic == topic {
			return
		}
	}
	if topic != "" && len(r.Candidates) < mostCandidates {
		r.Candidates = append(r.Candidates, Candidate{topic, score})
	}
}

// byNumber recognises "lỗi 18".
func (m *Matcher) byNumber(sc *scratch) (Result, bool) {
	n, ok := m.numbers.Find(&sc.text)
	if !ok {
		return Result{}, false
	}
	if c, ok := m.codes.ByNumber(n); ok {
		return m.wholeCode(c, 0.95), true
	}
	if n < 100 {
		return Result{}, false
	}
	return Result{Intent: KindNone, Code: strconv.Itoa(n), Uncovered: true, Score: 0.9}, true
}

// onlyNumbers reports whether a text has no word but numbers: what they count
// or name, nobody can tell.
func onlyNumbers(t *lexicon.Text) bool {
	for _, sp := range t.Spans {
		if _, ok := lexicon.Numeric(t.Folded[sp.Start:sp.End]); !ok {
			return false
		}
	}
	return true
}

// predict weighs the words read.
func (m *Matcher) predict(sc *scratch) classifier.Prediction {
	return m.classifier.Predict(&sc.classes, &sc.text)
}
