package finding

import (
	"slices"
	"sync"
)

// Rule is one kind of finding. A code stays with its kind for good: what is no
// longer found leaves a gap.
type Rule struct {
	Code string
	Key  string
	Mark string // the value that stands in the line and is underlined; "": all of the line
	Hide bool   // what is marked is not to be shown

	Severity Severity // as it is explained, where no document shows it
}

// Rules returns every kind of finding, by code.
func Rules() []Rule {
	return slices.Concat(
		documentRules(), codeRules(), screenRules(), linkRules(), stepRules(),
		phraseRules(), termRules(), translationRules(), importRules(), theftRules(), companyRules(),
	)
}

// companyRules are about the company.toml beside the documents.
func companyRules() []Rule {
	return []Rule{
		{Code: "C001", Key: "company.syntax"},
		{Code: "C002", Key: "company.key", Mark: "key"},
		{Code: "C003", Key: "company.missing"},
		{Code: "C004", Key: "company.text", Mark: "key"},
		{Code: "C005", Key: "company.id", Mark: "id"},
		{Code: "C006", Key: "company.twice", Mark: "id"},
		{Code: "C007", Key: "company.unknown", Mark: "value"},
		{Code: "C008", Key: "company.pattern", Mark: "pattern"},
		{Code: "C009", Key: "company.example", Mark: "example"},
		{Code: "C010", Key: "company.miss", Mark: "example"},
		{Code: "C011", Key: "company.article", Mark: "article"},
		{Code: "C012", Key: "company.hours", Mark: "hours"},
		{Code: "C013", Key: "company.role", Mark: "id"},
		{Code: "C014", Key: "company.language"},
	}
}

// documentRules are about how a document is written.
func documentRules() []Rule {
	return []Rule{
		{Code: "K001", Key: "empty"},
		{Code: "K002", Key: "encoding", Severity: Error},
		{Code: "K003", Key: "gitbook", Mark: "heading"},
		{Code: "K004", Key: "html"},
		{Code: "K005", Key: "table"},
		{Code: "K006", Key: "heading.deep", Mark: "title"},
		{Code: "K007", Key: "heading.empty"},
		{Code: "K008", Key: "heading.jump", Mark: "title"},
		{Code: "K009", Key: "heading.second"},
		{Code: "K010", Key: "heading.space"},
		{Code: "K011", Key: "comment.unclosed", Mark: "word"},
		{Code: "K012", Key: "comment.unread", Mark: "word"},
		{Code: "K013", Key: "comment.key", Mark: "key"},
		{Code: "K014", Key: "comment.twice", Mark: "key"},
		{Code: "K015", Key: "comment.line", Mark: "line"},
		{Code: "K016", Key: "comment.item", Mark: "item"},
		{Code: "K017", Key: "comment.early", Mark: "word"},
		{Code: "K018", Key: "comment.above", Mark: "word"},
		{Code: "K019", Key: "comment.under_topic", Mark: "word"},
		{Code: "K020", Key: "comment.under_cause", Mark: "word"},
		{Code: "K021", Key: "comment.under_term", Mark: "word"},
		{Code: "K022", Key: "comment.no_step"},
		{Code: "K023", Key: "comment.document_kind", Mark: "kind"},
		{Code: "K024", Key: "comment.step_kind", Mark: "kind"},
		{Code: "K025", Key: "comment.lang", Mark: "lang"},
		{Code: "K026", Key: "comment.wait", Mark: "wait"},
		{Code: "K027", Key: "comment.yes", Mark: "value"},
		{Code: "K028", Key: "markup.open", Mark: "mark"},
		{Code: "K029", Key: "list.pasted"},
	}
}

// codeRules are about ids and error codes.
func codeRules() []Rule {
	return []Rule{
		{Code: "K030", Key: "id.invalid", Mark: "title"},
		{Code: "K031", Key: "id.taken", Mark: "id"},
		{Code: "K096", Key: "id.own", Mark: "id"},
		{Code: "K097", Key: "id.own_twice", Mark: "id"},
		{Code: "K032", Key: "codes.taken", Mark: "code"},
		{Code: "K033", Key: "codes.label_taken", Mark: "label"},
		{Code: "K034", Key: "codes.covered", Mark: "code"},
		{Code: "K035", Key: "codes.none", Mark: "code"},
		{Code: "K036", Key: "codes.number", Mark: "number"},
		{Code: "K037", Key: "codes.unmatched", Mark: "code"},
	}
}

// screenRules are about what a screen shows.
func screenRules() []Rule {
	return []Rule{
		{Code: "K038", Key: "label.topic"},
		{Code: "K039", Key: "label.cause", Mark: "cause"},
		{Code: "K040", Key: "long.intro"},
		{Code: "K041", Key: "long.step"},
		{Code: "K042", Key: "long.term", Mark: "name"},
		{Code: "K043", Key: "empty-body.item"},
		{Code: "K044", Key: "empty-body.label", Mark: "label"},
		{Code: "K045", Key: "no-steps.topic"},
		{Code: "K046", Key: "no-steps.cause", Mark: "cause"},
		{Code: "K047", Key: "no-ask.causes"},
		{Code: "K048", Key: "no-ask.question"},
		{Code: "K049", Key: "causes.listed", Mark: "cause"},
		{Code: "K050", Key: "causes.unlisted", Mark: "cause"},
		{Code: "K051", Key: "causes.other", Mark: "cause"},
		{Code: "K052", Key: "causes.count", Mark: "said"},
		{Code: "K053", Key: "causes.same_button", Mark: "label"},
		{Code: "K054", Key: "causes.many"},
	}
}

// linkRules are about where a step leads.
func linkRules() []Rule {
	return []Rule{
		{Code: "K055", Key: "link.nowhere", Mark: "to"},
		{Code: "K056", Key: "link.name", Mark: "name"},
		{Code: "K057", Key: "unlinked"},
		{Code: "K058", Key: "image.missing", Mark: "image"},
		{Code: "K059", Key: "image.stray"},
	}
}

// stepRules are about what a step does, and what no document may hold.
func stepRules() []Rule {
	return []Rule{
		{Code: "K060", Key: "wait"},
		{Code: "K061", Key: "timer.vague", Mark: "words"},
		{Code: "K062", Key: "role", Mark: "role"},
		{Code: "K063", Key: "gate.missing", Mark: "words"},
		{Code: "K064", Key: "collect.unknown", Mark: "want"},
		{Code: "K065", Key: "collect.unused"},
		{Code: "K066", Key: "unreached"},
		{Code: "K067", Key: "negated", Mark: "words"},
		{Code: "K068", Key: "language.unread", Mark: "words"},
		{Code: "K069", Key: "secret.key", Mark: "words", Hide: true},
		{Code: "K070", Key: "secret.phone", Mark: "words"},
		{Code: "K098", Key: "gate.unknown", Mark: "words"},
		{Code: "K099", Key: "collect.words", Mark: "words"},
	}
}

// phraseRules are about what users say.
func phraseRules() []Rule {
	return []Rule{
		{Code: "K071", Key: "near-topics"},
		{Code: "K072", Key: "duplicate-phrase.again", Mark: "phrase"},
		{Code: "K073", Key: "duplicate-phrase.elsewhere", Mark: "phrase"},
		{Code: "K074", Key: "duplicate-phrase.outside", Mark: "phrase"},
		{Code: "K075", Key: "phrases.few"},
		{Code: "K076", Key: "phrases.topic", Mark: "topic"},
		{Code: "K077", Key: "phrases.cause", Mark: "cause"},
		{Code: "K100", Key: "phrases.bare", Mark: "phrase"},
		{Code: "K101", Key: "label.twice", Mark: "label"},
	}
}

// termRules are about words of the trade.
func termRules() []Rule {
	return []Rule{
		{Code: "K078", Key: "term.empty", Mark: "name"},
		{Code: "K079", Key: "term.twice", Mark: "name"},
		{Code: "K080", Key: "term.role"},
		{Code: "K081", Key: "term.role_twice", Mark: "role"},
	}
}

// translationRules are about translations.
func translationRules() []Rule {
	return []Rule{
		{Code: "K082", Key: "translation.after"},
		{Code: "K083", Key: "translation.ask"},
		{Code: "K084", Key: "translation.causes"},
		{Code: "K085", Key: "translation.key", Mark: "key"},
		{Code: "K086", Key: "translation.kind"},
		{Code: "K087", Key: "translation.label", Mark: "label"},
		{Code: "K088", Key: "translation.left", Mark: "text"},
		{Code: "K089", Key: "translation.link"},
		{Code: "K090", Key: "translation.missing"},
		{Code: "K091", Key: "translation.steps", Mark: "title"},
		{Code: "K092", Key: "translation.steps_missing"},
		{Code: "K093", Key: "translation.term", Mark: "of"},
		{Code: "K094", Key: "translation.twice", Mark: "id"},
		{Code: "K095", Key: "translation.unknown"},
	}
}

// theftRules are about phrasings that find another topic than their own.
func theftRules() []Rule {
	return []Rule{
		{Code: "T001", Key: "theft.phrase", Mark: "phrase", Severity: Info},
		{Code: "T002", Key: "theft.outside", Mark: "phrase", Severity: Info},
		{Code: "T003", Key: "theft.topic", Severity: Warning},
		{Code: "T004", Key: "theft.twins", Severity: Warning},
		{Code: "T005", Key: "theft.forbidden", Severity: Warning},
	}
}

// importRules are about what import notices.
func importRules() []Rule {
	return []Rule{
		{Code: "I002", Key: "import.renumbered", Severity: Info},
		{Code: "I003", Key: "import.twice", Mark: "title", Severity: Warning},
		{Code: "I004", Key: "empty-body.lost", Mark: "label", Severity: Warning},
		{Code: "I005", Key: "import.machine", Severity: Warning},
		{Code: "I006", Key: "import.struck", Mark: "text", Severity: Info},
		{Code: "I007", Key: "import.picture", Mark: "text", Severity: Info},
		{Code: "I008", Key: "import.understood", Severity: Info},
		{Code: "I009", Key: "import.paired", Mark: "title", Severity: Info},
		{Code: "I010", Key: "import.onward", Severity: Info},
		{Code: "I011", Key: "import.site", Severity: Info},
		{Code: "I012", Key: "import.contact", Severity: Info},
		{Code: "I013", Key: "import.phrases", Severity: Info},
		{Code: "I014", Key: "import.made", Severity: Info},
	}
}

// byKey is every rule by its key.
var byKey = sync.OnceValue(func() map[string]Rule {
	out := map[string]Rule{}
	for _, r := range Rules() {
		out[r.Key] = r
	}
	return out
})
