package codes_test

import (
	"strings"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
)

// What people paste and type where a code of the guide stands, in the writing of
// programs, of hurried people and of screens; ? marks those that may be asked about.
const odd = `
GET_USER_MEDIA_ERROR
	https://app.example/agent?error=GET%5FUSER%5FMEDIA%5FERROR
	callback?code=GET%20USER%20MEDIA%20ERROR&retry=0
	{"r":1000,"msg":"GET\u005fUSER\u005fMEDIA\u005fERROR"}
	em chụp được dòng này getUserMediaError ạ
	GET&#95;USER&#95;MEDIA&#95;ERROR
	g3t_us3r_m3d14_3rr0r
	"name":"GET-USER-MEDIA-ERROR"
	GET\_USER\_MEDIA\_ERROR
	? gt usr mdia err
FROM_NUMBER_NOT_FOUND
	https://hotro.example/?err=FROM%20NUMBER%20NOT%20FOUND&lang=vi
	FROM%255FNUMBER%255FNOT%255FFOUND
	[ERROR] 10:22:31 sdk: {\"reason\":\"FROM_NUMBER_NOT_FOUND\"}
	FromNumberNotFound hiện đỏ lòm
	from+number+not+found
	"FROM\\u005fNUMBER\\u005fNOT\\u005fFOUND"
	error=FROM%2BNUMBER%2BNOT%2BFOUND
	from/number/not/found
	nó ghi là: "from number, not found"
	? frm nmbr not found
	? màn hình báo frm nmbr nt fnd ạ
	? FRM_NMBR_NOT_FND
FROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT
	msg%3DFROM_NUMBER_NOT_ALLOWS_AGENT_CALL_OUT
	FROM%5FNUMBER%5FNOT%5FALLOWS%5FAGENT%5FCALL%5FOUT
	fromNumberNotAllowsAgentCallOut
	{"error":{"code":"FROM\x5fNUMBER\x5fNOT\x5fALLOWS\x5fAGENT\x5fCALL\x5fOUT"}}
	from_number_not_allow_agent_callout
	F.R.O.M number not allows agent call out
	From number not allows agent call-out!!!
	? frm nmbr nt allw agnt cll out
AGENT_FROM_NOT_FOUND
	/api/v1/call?e=AGENT%5FFROM%5FNOT%5FFOUND#top
	AGENT_FROM_NOT_FOUND%22%7D
	agentFromNotFound
	{'msg': 'AGENT\u005FFROM\u005FNOT\u005FFOUND'}
	log: AGENT_FROM_NOT_FOUND\n at Call.js:12
	AGENT&lowbar;FROM&lowbar;NOT&lowbar;FOUND
	agent_from_not_foud
	? agnt frm nt fnd
TO_NUMBER_NOT_ALLOWS_CALLOUT
	TO%5fNUMBER%5fNOT%5fALLOWS%5fCALLOUT
	https://x.example/r?m=TO%20NUMBER%20NOT%20ALLOWS%20CALLOUT
	toNumberNotAllowsCallout
	"TO_NUMBER_NOT_ALLOWS_CALLOUT\"
	TO NUMBER / NOT ALLOWS / CALLOUT
	to-number-not-allows-callout.
	? to nmbr nt allws cllout
AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL
	error%3A%20AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL
	AGENT%20NOT%20FOUND%20OR%20IN%20ANOTHER%20CALL
	agentNotFoundOrInAnotherCall
	{\"r\":11,\"msg\":\"AGENT\u005fNOT\u005fFOUND\u005fOR\u005fIN\u005fANOTHER\u005fCALL\"}
	agent-not-found-or-in-another-call
	AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL&amp;t=1
	? agnt nt fnd or in anthr cll
REQUEST_ANSWER_URL_ERROR
	REQUEST%5FANSWER%5FURL%5FERROR
	?msg=REQUEST%20ANSWER%20URL%20ERROR
	requestAnswerUrlError
	[sdk] \"REQUEST_ANSWER_URL_ERROR\" (18)
	REQUEST\u005fANSWER\u005fURL\u005fERROR
	R E Q U E S T _ A N S W E R _ U R L _ E R R O R
	request answer-url error nè
	request.answer.url.error
	? reqst answr url err
	? rqst nswr url err
`

func TestCodesInOddWriting(t *testing.T) {
	m := intenttest.Matcher(t)
	code, n := "", 0
	for l := range strings.Lines(odd) {
		l = strings.TrimRight(l, "\n")
		line, said := strings.CutPrefix(l, "\t")
		if !said {
			code = l
			continue
		}
		n++
		line, asks := strings.CutPrefix(line, "? ")
		r := m.Match(line)
		asked := r.Intent == intent.KindAsk && len(r.Candidates) == 1 && r.Candidates[0].Topic == code
		if opened := r.Intent == intent.KindTopic && r.Topic == code; !opened && !(asks && asked) {
			t.Errorf("Match(%q) = %s %q, want %s", line, intenttest.Said(r), r.Code, code)
		}
	}
	if n < 60 {
		t.Errorf("%d lines, want 60", n)
	}
}

// What looks like a code of the guide and is another's, or only its words.
const decoys = `
upload media error
upload_media_error khi gửi file
group_not_found
user not found
SIP/2.0 603 Decline
SIP/2.0 486 Busy Here
HTTP/1.1 404 Not Found
502 Bad Gateway nginx
404 page not found
The requested URL was not found on this server
ERR_CONNECTION_REFUSED
ERR_NAME_NOT_RESOLVED
net::ERR_CERT_DATE_INVALID
DNS_PROBE_FINISHED_NXDOMAIN
Uncaught TypeError: Cannot read properties of undefined
invalid_grant
token_expired
ACCESS_DENIED
ORDER_NOT_FOUND
file not found
module_not_found
number of users exceeded
REQUEST_TIMED_OUT
request entity too large
draft_not_saved
webhook_url_invalid
callback url error
redirect_uri_mismatch
RATE_LIMIT_EXCEEDED
quota exceeded for this account
payment_declined
CARD_NUMBER_INVALID
phone_number_already_registered
email not found
contact not found in CRM
customer_not_found
campaign not allowed
user_not_allowed_to_login
agent offline
agent version outdated
500 Internal Server Error
SIP/2.0 480 Temporarily Unavailable
RECORDING_NOT_AVAILABLE
media player error
0xA00F4244<NoCamerasAreAttached>
printer error 0x00000709
Zalo error -32
facebook error code 190
MoMo resultCode 1006
VNPAY 24
ORA-00942 table or view does not exist
SQLSTATE 42S02
java.lang.NullPointerException
EACCES
ECONNRESET
from address not verified
from email rejected
to address invalid
get_request_failed
get user profile error
https://crm.example/agents/list?from=10&to=20
https://app.example/call%20center/out%20of%20office
`

func TestCodesOfOthersOpenNothing(t *testing.T) {
	m := intenttest.Matcher(t)
	var asked []string
	n := 0
	for line := range strings.SplitSeq(strings.TrimSpace(decoys), "\n") {
		n++
		switch r := m.Match(line); {
		case r.Intent == intent.KindTopic:
			t.Errorf("Match(%q) opens %s", line, r.Topic)
		case r.Intent == intent.KindAsk && len(r.Candidates) > 0:
			asked = append(asked, line+" → "+intenttest.Said(r))
		}
	}
	if len(asked) > 1 {
		t.Errorf("%d of %d decoys are asked about, want at most one:\n%s", len(asked), n, strings.Join(asked, "\n"))
	}
}

// A sentence that has a word of a code beside "error" names none: people get errors.
func TestASentenceNeedsMoreThanAWord(t *testing.T) {
	m := intenttest.Matcher(t)
	for _, line := range []string{"I get an error each time", "we keep getting this error, I get it on every laptop", "when my team dials they get the error again"} {
		if r := m.Match(line); r.Code != "" || r.Intent == intent.KindTopic {
			t.Errorf("%q: got %s %q %q, want no error opened", line, r.Intent, r.Topic, r.Code)
		}
	}
	if r := m.Match("I get user media error"); r.Topic != "GET_USER_MEDIA_ERROR" {
		t.Errorf("got %s %q, want the code heard in a sentence", r.Intent, r.Topic)
	}
}
