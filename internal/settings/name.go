package settings

import (
	"fmt"
	"regexp"
	"strings"

	"hotro/internal/text"
)

// unknown returns the fault of a name that is no setting, or nil when it is
// somebody else's.
func (r *reader) unknown(name string) error {
	if foreign(name) {
		return nil
	}
	near, steps := "", 5
	for k := range r.known {
		for _, candidate := range [...]string{k, k + "_FILE"} {
			d := text.Distance(name, candidate)
			if d < steps || d == steps && candidate < near {
				near, steps = candidate, d
			}
		}
	}
	switch {
	case steps <= slip(name, near):
	case !r.ours(name):
		return nil
	case near == "":
		return fmt.Errorf("%s: no such setting; bot help settings lists them", name)
	}
	return fmt.Errorf("%s: no such setting; did you mean %s?", name, near)
}

func (r *reader) ours(name string) bool {
	for _, f := range r.families {
		if strings.HasPrefix(name, f) {
			return true
		}
	}
	return false
}

// slip is how many wrong letters a name may have and still be taken for a
// setting's by mistake. Short names are close to too many others, DB_DIR to
// KB_DIR for one: theirs must at least begin alike.
func slip(name, setting string) int {
	switch n := len(setting); {
	case n < 6, n < 9 && name[0] != setting[0]:
		return 0
	case n < 9:
		return 1
	default:
		return 2
	}
}

// services are the variables that Kubernetes gives every container about the
// services beside it; one called "telegram" makes TELEGRAM_SERVICE_HOST.
var services = regexp.MustCompile(`_SERVICE_HOST$|_SERVICE_PORT(_\w+)?$|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$`)

// foreign reports whether a name is known to be another program's, whatever
// it looks like: OpenAI's own clients read the first ones.
func foreign(name string) bool {
	switch name {
	case "OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT_ID", "OPENAI_PROJECT", "OPENAI_LOG", "OPENAI_WEBHOOK_SECRET":
		return true
	}
	return services.MatchString(name)
}
