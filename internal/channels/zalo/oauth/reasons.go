package oauth

import (
	"errors"
	"strconv"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Why there is no token, as staff see it; the words are in prompts/.
const (
	tokenWaiting   chat.Reason = "zalo.token_waiting" // for a renewal that is under way
	tokenNone      chat.Reason = "zalo.token_none"    // what Zalo gave is of no use
	tokenDoubted   chat.Reason = "zalo.token_doubted" // Zalo refuses what it has just issued
	tokenUnsaved   chat.Reason = "zalo.token_unsaved"
	notRenewed     chat.Reason = "zalo.token_not_renewed"
	grantUnread    chat.Reason = "zalo.grant_unread" // the store does not answer
	grantUnwritten chat.Reason = "zalo.grant_unwritten"
	unreadable     chat.Reason = "zalo.grant_unreadable" // sealed under another secret
	grantDead      chat.Reason = "zalo.grant_dead"
	grantRevoked   chat.Reason = "zalo.grant_revoked" // the account took it away
	grantMissing   chat.Reason = "zalo.grant_missing"
	loginUnsaved   chat.Reason = "zalo.login_unsaved"
	badAddress     chat.Reason = "zalo.oauth_address" // ZALO_OAUTH_URL is no address
)

// refusals are the reasons of the codes that a person can act on.
var refusals = map[int64]string{
	-14002: "zalo.oauth_app",
	-14003: "zalo.oauth_callback",
	-14014: "zalo.oauth_spent",
	-14020: "zalo.oauth_spent",
	-118:   "zalo.oauth_spent",
}

// reason says what Zalo answered.
func (r *refusal) reason() chat.Reason {
	if r.code == 0 {
		return chat.Because("zalo.oauth_status", "status", strconv.Itoa(r.status))
	}
	key, known := refusals[r.code]
	if !known {
		key = "zalo.oauth_code"
	}
	return chat.Because(key, "code", strconv.FormatInt(r.code, 10))
}

// Reasons returns every reason of this package, with an example of each value,
// for the test that holds them against prompts/.
func Reasons() []chat.Reason {
	all := []chat.Reason{
		tokenWaiting, tokenNone, tokenDoubted, tokenUnsaved, grantUnread, grantUnwritten, unreadable, grantMissing, grantRevoked, loginUnsaved, badAddress,
		notRenewed.From(tokenNone), grantDead.From(tokenNone),
		(&refusal{status: 500}).reason(), (&refusal{code: -1}).reason(),
		renewalsFail(3, tokenNone, ""), renewalsFail(3, tokenNone, "1h"), deadFor("1h", tokenNone), ends(5),
	}
	for code := range refusals {
		all = append(all, (&refusal{code: code}).reason())
	}
	return all
}

// reasonOf says why a refresh did not succeed.
func reasonOf(err error) chat.Reason {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r.reason()
	}
	if f, ok := errors.AsType[*channels.Failure](err); ok {
		return f.Reason
	}
	return tokenNone
}
