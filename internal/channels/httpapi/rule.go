package httpapi

import (
	"strconv"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Rule says what an error code of a platform means for a send: its class, the
// reason that staff see, and whether that is final: a refusal that has to do
// with the user, the hour or the words themselves, so that no other form of
// the message fares better.
type Rule struct {
	Class  channels.Class
	Reason chat.Reason
	Final  bool
}

// Fails is the rule for a code that says nothing final.
func Fails(class channels.Class, reason chat.Reason) Rule { return Rule{Class: class, Reason: reason} }

// FailsFinally is the rule for a code that no other form of the message mends.
func FailsFinally(class channels.Class, reason chat.Reason) Rule {
	return Rule{Class: class, Reason: reason, Final: true}
}

// RefusesForm reports whether a simpler form of the message may pass after
// failure f: the platform definitely refused this one, and not for a reason
// known to hold for every form. The zero Rule, of a code that nobody knows,
// counts as about the form.
func (r Rule) RefusesForm(f *channels.Failure) bool {
	return f.Class == channels.Refused && !r.Final
}

// UnknownCode is the reason for a code that no table holds; it keeps what the
// platform itself said, for staff to look up.
func UnknownCode(platform string, code int, said string) chat.Reason {
	if said == "" {
		return chat.Because(platform+".unknown_code", "code", strconv.Itoa(code))
	}
	return chat.Because(platform+".unknown_code_said", "code", strconv.Itoa(code), "said", said)
}

// HTTPRefused is the reason for a refusal that holds an HTTP status alone.
func HTTPRefused(platform string, status int) chat.Reason {
	return chat.Because(platform+".http_refused", "status", strconv.Itoa(status))
}
