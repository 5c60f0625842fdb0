package zalo

import (
	"slices"

	"hotro/internal/channels/httpapi"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/chat"
)

// Why a send fails that no code of the API tells, as staff see it; the words
// are in prompts/.
const (
	tokenRefused chat.Reason = "zalo.token_refused" // also after it was renewed
	overloaded   chat.Reason = "zalo.overloaded"
	notZalo      chat.Reason = "zalo.not_zalo"    // what answers at ZALO_API_URL
	badAddress   chat.Reason = "zalo.bad_address" // ZALO_API_URL is no address
	unclear      chat.Reason = "zalo.unclear"     // an answer that may follow a send
	notBegun     chat.Reason = "zalo.not_begun"   // the program stops
	fileUnopened chat.Reason = "zalo.file_unopened"
	fileNoLink   chat.Reason = "zalo.file_no_link" // Zalo does not carry it, and no link can be made
	fileGone     chat.Reason = "zalo.file_gone"

	visitorRefused chat.Reason = "zalo.anonymous_refused"
)

// Reasons returns every reason of this package and of package oauth, with an
// example of each value, for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	all := []chat.Reason{
		tokenRefused, overloaded, notZalo, badAddress, unclear, notBegun, fileUnopened, fileNoLink, fileGone, visitorRefused,
		httpapi.UnknownCode(chat.Zalo, -1, ""), httpapi.UnknownCode(chat.Zalo, -1, "Unknown"), httpapi.HTTPRefused(chat.Zalo, 403),
	}
	all = append(all, chat.Because("zalo.login_at", "url", "https://oauth.zaloapp.com/v4/oa/permission").From(tokenRefused))
	for _, r := range rules {
		all = append(all, r.Reason)
	}
	slices.Sort(all)
	return append(slices.Compact(all), oauth.Reasons()...)
}
