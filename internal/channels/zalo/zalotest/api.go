package zalotest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"hotro/internal/channels/channeltest"
)

// heldFile is bytes that Zalo keeps, and until when.
type heldFile struct {
	kind  string // "image" or "file"
	name  string
	data  []byte
	until time.Time
}

func (z *Server) routes() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("GET /v4/oa/permission", z.permission)
	m.HandleFunc("POST /v4/oa/access_token", z.token)
	m.HandleFunc("GET /media/{name}", z.media)
	m.HandleFunc("POST /v3.0/oa/message/cs", z.authorised(z.message))
	m.HandleFunc("POST /v2.0/oa/message", z.authorised(z.messageV2))
	m.HandleFunc("POST /v2.0/oa/upload/{kind}", z.authorised(z.upload))
	m.HandleFunc("GET /v3.0/oa/user/detail", z.authorised(z.detail))
	m.HandleFunc("GET /v2.0/oa/listrecentchat", z.authorised(z.recent))
	m.HandleFunc("GET /v2.0/oa/conversation", z.authorised(z.conversation))
	m.HandleFunc("GET /v2.0/oa/getoa", z.authorised(z.about))
	m.HandleFunc("/", z.authorised(func(*http.Request) (any, *apiError) { return nil, refuse(-209, "Not supported this api") }))
	return m
}

// apiError is an answer of the API that is not success.
type apiError struct {
	code    int
	message string
	lost    bool
}

func refuse(code int, message string) *apiError { return &apiError{code: code, message: message} }

// authorised wraps a call: faults, the token, and HTTP 200 with everything.
func (z *Server) authorised(do func(*http.Request) (any, *apiError)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		z.mu.Lock()
		slow, down := z.faults.slow, z.faults.down
		z.mu.Unlock()
		delay(r, slow)
		if down {
			http.Error(w, "<html>502 Bad Gateway</html>", http.StatusBadGateway)
			return
		}
		if r.Context().Err() != nil {
			return
		}
		data, e := any(nil), z.admit(r.Header.Get("access_token"), r.Header.Get("appsecret_proof"))
		if e == nil {
			data, e = do(r)
		}
		if e != nil && e.lost {
			channeltest.Abort()
		}
		if remain := z.remain(); remain != "" {
			w.Header().Set("X-RateLimit-Limit", "4000")
			w.Header().Set("X-RateLimit-Remain", remain)
		}
		if e != nil {
			channeltest.WriteJSON(w, http.StatusOK, object{"error": e.code, "message": e.message})
			return
		}
		channeltest.WriteJSON(w, http.StatusOK, object{"error": 0, "message": "Success", "data": data})
	}
}

func (z *Server) admit(token, proof string) *apiError {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.stats.Calls++
	if until, ok := z.access[token]; ok && z.opt.Now().Before(until) {
		if z.opt.Proof && proof != Proof(token, z.opt.AppSecret) {
			return refuse(-242, "appsecret_proof is invalid")
		}
		if time.Now().Before(z.faults.limited) {
			return refuse(-32, "App has reached its limit of calls")
		}
		return nil
	}
	z.stats.BadTokens++
	if z.faults.token != 0 {
		return refuse(z.faults.token, "Access token has expired")
	}
	return refuse(-216, "Access token is invalid")
}

// Proof computes appsecret_proof.
func Proof(token, appSecret string) string {
	m := hmac.New(sha256.New, []byte(appSecret))
	m.Write([]byte(token))
	return hex.EncodeToString(m.Sum(nil))
}

func (z *Server) remain() string {
	z.mu.Lock()
	defer z.mu.Unlock()
	switch {
	case time.Now().Before(z.faults.limited):
		return ""
	case z.faults.spent:
		return "0"
	}
	return "3999"
}

// messageV2 is what remains of the older API: reactions, and answers to
// visitors without an account.
func (z *Server) messageV2(r *http.Request) (any, *apiError) {
	var q struct {
		Recipient struct {
			User         string `json:"user_id"`
			Anonymous    string `json:"anonymous_id"`
			Conversation string `json:"conversation_id"`
		} `json:"recipient"`
		Message struct {
			Text string `json:"text"`
		} `json:"message"`
		Action struct {
			Icon    string `json:"react_icon"`
			Message string `json:"react_message_id"`
		} `json:"sender_action"`
	}
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return nil, refuse(-201, "body is invalid")
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	switch to := q.Recipient; {
	case q.Action.Message != "" && z.knows(q.Action.Message):
		z.reacted = append(z.reacted, Reaction{To: to.User, Message: q.Action.Message, Icon: q.Action.Icon})
		return object{"message_id": q.Action.Message}, nil
	case to.Anonymous == "" || z.faults.noVisitors:
		return nil, refuse(-240, "MessageV2 API has been shut down")
	case to.Conversation == "":
		return nil, refuse(-201, "conversation_id is invalid")
	case q.Message.Text == "" || channeltest.UTF16Len(q.Message.Text) > MaxText:
		return nil, refuse(-210, "text exceeds limit")
	}
	m := &Message{ID: z.id("message"), To: q.Recipient.Anonymous, Visit: q.Recipient.Conversation, Text: q.Message.Text, Kind: "text", At: z.opt.Now()}
	z.sent = append(z.sent, m)
	return object{"message_id": m.ID}, nil
}

// Reaction is a sign that the account put on a user's message.
type Reaction struct {
	To, Message, Icon string
}

// Reactions returns them, oldest first.
func (z *Server) Reactions() []Reaction {
	z.mu.Lock()
	defer z.mu.Unlock()
	return slices.Clone(z.reacted)
}

func (z *Server) upload(r *http.Request) (any, *apiError) {
	f, head, err := r.FormFile("file")
	if err != nil {
		return nil, refuse(-201, "file is invalid")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 32<<20))
	if err != nil {
		return nil, refuse(-200, "upload failed")
	}
	kind, limit, field := r.PathValue("kind"), MaxFile, "token"
	if kind == "image" {
		limit, field = MaxImage, "attachment_id"
	}
	if len(data) > limit {
		return nil, refuse(-210, "file size exceeds limit")
	}
	if !accepted(kind, head.Filename, data) {
		return nil, refuse(-201, "file is invalid")
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	id := z.id("upload")
	z.files[id] = heldFile{kind: kind, name: head.Filename, data: data, until: z.opt.Now().Add(7 * 24 * time.Hour)}
	return object{field: id}, nil
}

// accepted reports whether Zalo takes a file of this form.
func accepted(kind, name string, data []byte) bool {
	begins := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	switch ext := strings.ToLower(path.Ext(name)); kind {
	case "image":
		return begins("\xff\xd8\xff") || begins("\x89PNG\r\n\x1a\n")
	case "file":
		return ext == ".pdf" && begins("%PDF-") || ext == ".doc" && begins("\xd0\xcf\x11\xe0") || ext == ".docx" && begins("PK\x03\x04")
	}
	return false
}

func (z *Server) detail(r *http.Request) (any, *apiError) {
	var q struct {
		User string `json:"user_id"`
	}
	if err := json.Unmarshal([]byte(r.URL.Query().Get("data")), &q); err != nil {
		return nil, refuse(-201, "data is invalid")
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	u, ok := z.users[q.User]
	if !ok {
		return nil, refuse(-213, "User has not followed OA")
	}
	return object{
		"user_id": u.id, "display_name": u.name, "user_is_follower": u.follows,
		"avatar": u.picture, "avatars": object{"120": u.picture, "240": u.picture}, "tags_and_notes_info": object{"notes": []string{}, "tag_names": []string{}},
	}, nil
}

func (z *Server) about(r *http.Request) (any, *apiError) {
	z.mu.Lock()
	oa := z.owner[r.Header.Get("access_token")]
	z.mu.Unlock()
	return object{
		"oaid": oa, "name": "Stringee (bản thử)", "is_verified": true,
		"package_name": "Nâng cao", "package_valid_through_date": "31/12/2027",
	}, nil
}

// media serves what users sent.
func (z *Server) media(w http.ResponseWriter, r *http.Request) {
	z.mu.Lock()
	f, ok := z.files["media/"+r.PathValue("name")]
	z.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", http.DetectContentType(f.data))
	_, _ = w.Write(f.data)
}
