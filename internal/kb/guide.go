package kb

import (
	"time"

	"hotro/internal/company"
)

// Guide is a compiled set of documents. It is immutable and safe for
// concurrent use; a new version of the documents is a new Guide.
type Guide struct {
	Version string  `json:"version"` // hash over every node's content
	Topics  []Topic `json:"topics"`  // in document order
	// Articles are the documents that topics link to (how to allow the
	// microphone, where the call ID is found); they are walked like a topic.
	Articles []Topic `json:"articles,omitempty"`
	// Uncovered are codes that exist but that no document covers; they go to
	// a person, never to the nearest topic.
	Uncovered []Uncovered `json:"uncovered,omitempty"`
	// Terms are words the documents use and explain once.
	Terms []Term `json:"terms,omitempty"`
	// Translations are what is said in other languages; see In.
	Translations []Translation `json:"translations,omitempty"`
	// Outside are phrasings of neighbouring subjects that no document covers.
	Outside   []string `json:"outside,omitempty"`
	phrasings []Phrasing
	company   *company.Pack
}

// Company returns whose documents these are: the shipped company, for a guide
// that was not compiled.
func (g *Guide) Company() *company.Pack {
	if g.company == nil {
		return company.Shipped()
	}
	return g.company
}

// Phrasing is what users say, with the place where a document has it.
type Phrasing struct {
	Text  string
	Topic string // id of a topic or an article; "" for what no document covers
	File  string
	Line  int
}

// Phrasings returns everything that the documents say users say, in order; read
// only. A guide that was not compiled has none.
func (g *Guide) Phrasings() []Phrasing { return g.phrasings }

// Topic is one error code or symptom: what a user comes with. It has either
// Causes or Steps, or Steps common to all causes before them.
type Topic struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Group   string   `json:"group,omitempty"`  // the heading of its document
	Name    string   `json:"name,omitempty"`   // what a sentence calls it: "trình duyệt chưa dùng được micro"
	Common  bool     `json:"common,omitempty"` // among the first that a new user is shown
	Label   string   `json:"label,omitempty"`  // short text for a button, at most 40 characters
	Codes   []string `json:"codes,omitempty"`  // the error codes as the system writes them
	Labels  []string `json:"labels,omitempty"` // how other programs show the same error ("Không tìm thấy số…"), SDK numbers
	Phrases []string `json:"phrases,omitempty"`
	Units   []string `json:"-"`                // every sentence of the topic, for matching
	Remedy  string   `json:"remedy,omitempty"` // topics that share a remedy share this word ("google-dich")
	Intro   string   `json:"intro,omitempty"`  // one or two sentences said on entering
	Ask     string   `json:"ask,omitempty"`    // the question that tells the causes apart
	// Choose says that the causes are alternatives of one kind ("browser"):
	// one applies, and it is remembered under this word. When it does not help,
	// the others are not tried.
	Choose string  `json:"choose,omitempty"`
	Steps  []Step  `json:"steps"`  // never nil
	Causes []Cause `json:"causes"` // never nil
	Hash   string  `json:"hash"`   // of this topic's content
	// Outline is what to remember of the topic, to find what is walked again after
	// an edit; see Since.
	Outline string `json:"-"`
	Source  string `json:"source,omitempty"` // what the document was written from
	Extra   bool   `json:"extra,omitempty"`  // supplementary: not in the source document
	Lang    string `json:"lang,omitempty"`   // of its words, where they are a translation
	File    string `json:"file"`
	Line    int    `json:"line"`
}

// Cause is one reason for a topic ("trường hợp"). A topic without causes in
// the document has none here.
type Cause struct {
	ID     string   `json:"id"` // "<topic>/<n>", or "<topic>/<id>" where the documents give one, in lower case
	Title  string   `json:"title"`
	Answer string   `json:"answer,omitempty"` // the label of this cause as an answer to Topic.Ask
	Says   []string `json:"says,omitempty"`   // other ways to give that answer
	// First says that this alternative counts where a line names two: the
	// phone, of "Chrome trên điện thoại".
	First bool   `json:"first,omitempty"`
	Other bool   `json:"other,omitempty"` // "trường hợp khác": what remains
	Role  string `json:"role,omitempty"`  // "admin" when every step needs it
	// Phrases are what users say for whom it is this cause; they are among
	// the topic's Phrases too.
	Phrases []string `json:"phrases,omitempty"`
	Lang    string   `json:"lang,omitempty"` // of its words, where they are a translation
	Steps   []Step   `json:"steps"`
	Hash    string   `json:"hash"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
}

// StepKind says what the dialog does at a step.
type StepKind string

// The kinds of step.
const (
	Do      StepKind = "do"      // say Text, ask "Đã được / Vẫn lỗi"
	Tell    StepKind = "tell"    // say Text, go on (background the user needs with the next step)
	Wait    StepKind = "wait"    // say Text, come back by itself after Wait
	Collect StepKind = "collect" // collect Want (the reference), with the road for those without
	Handoff StepKind = "handoff" // hand over to a person
)

// Step is one screen.
type Step struct {
	ID    string        `json:"id"` // "<cause or topic id>.<n>", or with its own id in place of n, in lower case
	Kind  StepKind      `json:"kind"`
	Text  string        `json:"text"`            // chat markup; one short instruction
	Role  string        `json:"role,omitempty"`  // "admin": gate it
	Want  string        `json:"want,omitempty"`  // for Collect: the company's reference; for Handoff: what helps the person most, and is asked for while one is waited for
	Wait  time.Duration `json:"wait,omitempty"`  // for Wait, in nanoseconds
	After string        `json:"after,omitempty"` // for Handoff: advice the user gets once support has answered (what to pass on to whom)
	Links []Link        `json:"links,omitempty"`
	Walk  string        `json:"walk,omitempty"`  // the article that is all there is to do ("theo mục …"): it is walked at once
	Image string        `json:"image,omitempty"` // path of a picture in the documents
	Lang  string        `json:"lang,omitempty"`  // of its words, where they are a translation
	Hash  string        `json:"hash"`
	Words string        `json:"-"` // what to remember of Text, to find the step again after an edit; see Topic.Since
	File  string        `json:"file"`
	Line  int           `json:"line"`
}

// Link is a reference that resolved: to an article of the guide, or outside.
type Link struct {
	Label   string `json:"label"`
	Article string `json:"article,omitempty"` // topic id of an article
	URL     string `json:"url,omitempty"`
}

// Term is a word of the trade that users ask about.
type Term struct {
	Name    string   `json:"name"`
	Names   []string `json:"names,omitempty"`   // what else it is called
	Text    string   `json:"text"`              // what it means, in a sentence or two
	Article string   `json:"article,omitempty"` // id of the article that shows more
	Role    string   `json:"role,omitempty"`    // the role whose holders this word names: Text says who they are
	Place   bool     `json:"place,omitempty"`   // Text says where it is found too
	Lang    string   `json:"lang,omitempty"`    // of its words, where they are a translation
	File    string   `json:"file"`
	Line    int      `json:"line"`
}

// Uncovered is a code that is known and that no document covers.
type Uncovered struct {
	Code   string   `json:"code"`
	Labels []string `json:"labels,omitempty"`
	Number int      `json:"number,omitempty"` // numeric SDK code, 0 for none
}

// roleAdmin is the role that a step may ask for.
const roleAdmin = "admin"

// Holder returns the word of the documents that names who has a role.
func (g *Guide) Holder(role string) (Term, bool) {
	for _, t := range g.Terms {
		if t.Role != "" && t.Role == role {
			return t, true
		}
	}
	return Term{}, false
}
