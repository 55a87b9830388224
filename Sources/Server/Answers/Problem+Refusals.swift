import Alliance
import Community
import Hummingbird
import Node

// The one place where failures become (status, code, sentence): exhaustive, so that a new
// refusal does not compile before somebody has written its sentence.

extension Problem {
    /// The problem that a failed piece of work is to its sender.
    init(_ failure: NodeFailure) {
        switch failure {
        case .refused(let refusal): self.init(refusal)
        case .storage(let fault): self.init(fault)
        case .keys(let failure): self.init(failure)
        }
    }

    private init(_ fault: StorageFault) {
        switch fault {
        case .full:
            self.init(
                507, "storageFull", "节点的磁盘满了，没有保存。请管理员腾出空间后再试。",
                "The node's disk is full and nothing was saved. Ask the administrator to free "
                    + "some space, then try again.")
        case .closed:
            self.init(
                503, "stopping", "节点正在停止，请稍后再试。",
                "The node is stopping; please try again in a moment.")
            fields = [Field(.retryAfter, "5")]
        case .inUse, .newerSchema, .notDurable, .damaged, .failed: self = .unexpected
        }
    }

    private init(_ failure: KeyFailure) {
        switch failure {
        case .cannotOpen:
            self.init(
                409, "cannotOpen", "密封件打不开：密钥已经销毁，或者内容被改动过。",
                "The sealed content cannot be opened: its key was destroyed, or it was changed.")
        case .tooLarge:
            self.init(
                422, "tooMuch", "内容太长，请写短一些。",
                "There is too much in it; please write less.")
        case .file, .noWriterKey, .weakKey, .malformed: self = .unexpected
        }
    }

    /// The problem that a refusal is to its sender.
    init(_ refusal: Refusal) {
        switch refusal {
        case .field(let problem): self.init(problem)
        case .notFound:
            self.init(
                404, "notFound", "没有这一项，或者它不归您看。",
                "There is no such thing, or it is not yours to see.")
        case .requestsClosed:
            self.init(
                503, "requestsClosed", "社区暂时不在网上收心愿。请直接打电话给社区，我们一样会帮您。",
                "This community takes no wishes over the net for now. Please call it: it will "
                    + "help you just the same.")
        case .requestEnded:
            self.init(
                409, "requestEnded",
                "这条留言已经不在等：同事接下或回复了，居民撤回了，或者保存期过了。没有再记一个心愿。",
                "This request does not wait any more: a colleague took it over or declined it, "
                    + "the resident took it back, or its time was over. No second wish was written."
            )
        case .consentWords:
            self.init(
                409, "consentWords",
                "您选的范围和居民留言时同意的不一样。请把“同意的原话”改成电话里说的；清空，就用标准的话。",
                "What you chose is not what the resident agreed to with the request. Please change "
                    + "the words agreed to as well; empty, they are the standard ones.")
        case .requestsFull:
            self.init(
                503, "requestsFull", "留下心愿的人太多，社区还没看完。请直接打电话给社区，我们一样会帮您。",
                "More wishes wait here than the office can read. Please call it: it will help you "
                    + "just the same.")
            fields = [Field(.retryAfter, "3600")]
        case .teamNameTaken:
            self.init(
                409, "teamName", "册子里已经有叫这个名字的队伍或单位。",
                "The book has a team or partner of that name already.")
        case .noAlliance, .hasAlliance, .invitation, .proof, .suspended, .replayed, .noncesFull,
            .idempotency:
            self.init(membership: refusal)
        case .alliance(let trouble): self.init(trouble)
        case .entryCode, .signIn, .throttled, .busy, .nameTaken, .lastAdministrator:
            self.init(signingIn: refusal)
        case .claimEnded, .noAward, .notAccepted, .alreadyClaimed, .claimsFull, .tooManyClaims,
            .noPlace, .visitTime, .noPhoto:
            self.init(claim: refusal)
        case .team(let trouble): self.init(trouble)
        case .rule(let finding): self.init(finding)
        case .photo(let refusal): self.init(refusal)
        case .concluded, .readOnly, .notHolder, .hasAward, .placesTaken, .reasonNeeded, .privacy,
            .previewChanged, .noContact, .noConsent, .noEffect, .writerStopped:
            self.init(wish: refusal)
        }
    }

    private init(membership refusal: Refusal) {
        switch refusal {
        case .noAlliance:
            self.init(
                409, "noAlliance", "本节点还没有加入联盟。", "This node belongs to no alliance yet.")
        case .hasAlliance:
            self.init(
                409, "hasAlliance", "本节点已经加入了联盟。", "This node belongs to an alliance already.")
        case .invitation:
            self.init(
                403, "invitation", "加入密钥不对、已经用过或者过期了，请向联盟要一个新的。",
                "The join key is wrong, used or too old; ask the alliance for a new one.")
        case .proof:
            self.init(
                403, "proof", "加入申请的签名或密钥不可用。",
                "The proof of the application, or one of its keys, is no good.")
        case .suspended:
            self.init(
                403, "suspended", "该成员已被联盟暂停。", "The alliance has suspended this member.")
        case .replayed:
            self.init(
                401, "replayed", "同一个签名请求已经收到过。",
                "The same signed request has come before.")
        case .noncesFull:
            self.init(
                503, "noncesFull", "近一刻钟收到的签名请求太多，请稍后再试。",
                "Too many signed requests in the last quarter of an hour; try again later.")
            fields = [Field(.retryAfter, "60")]
        default:
            self.init(
                422, "idempotency", "同一个 Idempotency-Key 之前用于另一个请求。",
                "The same Idempotency-Key came with another request before.")
        }
    }

    private init(_ trouble: AllianceTrouble) {
        switch trouble {
        case .unreachable(let why):
            self.init(
                502, "alliance.unreachable", "联系不上这个地址（\(why)）。请核对网址，看看网络。",
                "That address cannot be reached (\(why)). Check it, and the network.")
        case .none:
            self.init(
                422, "alliance.none", "这个地址不是联盟的节点，请向街道核对网址。",
                "No alliance answers at that address; ask the coordinator for the right one.")
        case .refused(403):
            self.init(
                403, "alliance.invitation", "联盟不认这个加入密钥：不对、用过了或者过期了，请要一个新的。",
                "The alliance does not take this join key; it is used, too old or wrong.")
        case .refused(let status):
            self.init(
                502, "alliance.refused", "联盟没有让本节点加入（状态码 \(status)），请稍后再试。",
                "The alliance did not let this node in (status \(status)); try again later.")
        case .otherKey:
            self.init(
                409, "alliance.otherKey", "指纹不一致，没有加入。请和街道联盟再核对一次。",
                "The fingerprint is another one; nothing was joined. Compare again.")
        }
    }

    private init(signingIn refusal: Refusal) {
        switch refusal {
        case .signIn:
            self.init(
                403, "signIn", "名字或密码不对，请再试一次。忘了密码请找管理员。",
                "The name or the password is wrong; please try again. Who has forgotten the "
                    + "password asks the administrator.")
        case .throttled(let seconds):
            self.init(
                429, "throttled", "错得太多了，请 \(seconds) 秒后再试。",
                "That was wrong too often; please try again in \(seconds) seconds.")
            fields = [Field(.retryAfter, "\(seconds)")]
            extras = [JSON.Member("seconds", .count(seconds))]
        case .busy:
            self.init(
                503, "busy", "这会儿登录的人太多，请过几秒再试。",
                "Too many people are signing in at this moment; please try again in a few seconds.")
            fields = [Field(.retryAfter, "5")]
        case .nameTaken:
            self.init(
                409, "nameTaken", "这个名字已经有人用了，请换一个。",
                "Somebody else has that name; please choose another.")
            field = "name"
        case .lastAdministrator:
            self.init(
                409, "lastAdministrator", "这是最后一位管理员，先请进另一位管理员，再停用或改换这一位。",
                "This is the last administrator: let another one in first, then change or end this "
                    + "account.")
        default:
            self.init(
                403, "entryCode", "进入码不对、已经用过或者过期了，请要一个新的。",
                "The code is wrong, used or too old; ask for a new one.")
        }
    }

    private init(claim refusal: Refusal) {
        switch refusal {
        case .noAward:
            self.init(409, "noAward", "这个认领没有派单。", "This claim has no award.")
        case .notAccepted:
            self.init(
                409, "notAccepted", "志愿者还没有接受派单。", "The award has not been accepted yet.")
        case .alreadyClaimed(let claim):
            self.init(
                409, "alreadyClaimed", "您已经认领了这个心愿。", "You have claimed this wish already.")
            extras = [JSON.Member("claim", .text(claim))]
        case .claimsFull:
            self.init(
                409, "claimsFull", "本社区对这个心愿的认领已满。",
                "Your community has as many claims on this wish as it can take.")
        case .tooManyClaims(let limit):
            self.init(
                409, "tooManyClaims", "已到上限 \(limit) 个认领，请先完成或退出一些。",
                "You are at the limit of \(limit) claims; finish or withdraw some first.")
            extras = [JSON.Member("limit", .count(limit))]
        case .noPlace:
            self.init(409, "noPlace", "名额已满。", "All places are taken.")
        case .visitTime:
            self.init(
                422, "visitTime", "上门时间要在 60 天以内，也不能早于一小时前。",
                "A time for a visit is within 60 days, and not more than an hour ago.")
            field = "at"
        case .noPhoto:
            self.init(
                409, "noPhoto", "照片还没有到，或者已经删除。",
                "The photo has not come yet, or was erased.")
        default:
            self.init(409, "claimEnded", "这个认领已经结束。", "This claim has ended.")
        }
    }

    private init(_ refusal: PhotoRefusal) {
        let kilobytes = Photo.bytesMaximum >> 10
        let words: (zh: String, en: String) =
            switch refusal {
            case .unknownFormat:
                ("照片只能是 JPEG、PNG 或 WebP 格式。", "A photo is a JPEG, a PNG or a WebP file.")
            case .tooLarge:
                (
                    "照片文件太大，最多 \(Photo.uploadBytesMaximum >> 20) MB。",
                    "The file is too large: \(Photo.uploadBytesMaximum >> 20) MB at most."
                )
            case .tooManyPixels:
                (
                    "照片的像素太多，最多 4000 万。请在手机里选小一点的尺寸。",
                    "The photo has too many pixels: 40 million at most. "
                        + "Choose a smaller size on the phone."
                )
            case .tooLargeToSend:
                (
                    "照片太大，最多 \(kilobytes) KB。页面的脚本能运行时会自动把照片缩小；也可以在手机里先缩小。",
                    "The photo is too large: \(kilobytes) KB at most. The page makes it small by "
                        + "itself when its script runs; or make it smaller on the phone."
                )
            case .animated:
                ("不收动图，请换一张照片。", "Moving pictures are not taken; please choose a photo.")
            case .damaged:
                ("照片文件不完整或已损坏，请重新拍一张。", "The file is not whole; please take another photo.")
            }
        self.init(422, "photo.\(refusal)", words.zh, words.en)
        field = "photo"
    }

    private init(wish refusal: Refusal) {
        switch refusal {
        case .concluded(let outcome):
            self.init(
                409, "concluded", "这个心愿已经结束：\(outcome.words.zh)。",
                "This wish has ended: \(outcome.words.en).")
            extras = [JSON.Member("outcome", .string(outcome.rawValue))]
        case .readOnly:
            self.init(
                409, "readOnly", "这个心愿用的是更新的规则，请升级软件。",
                "This wish follows newer rules; please update the software.")
        case .notHolder(let holder):
            self.init(
                409, "notHolder", "派单权现在在别的节点。", "Another node holds the right to award now.")
            extras = [JSON.Member("holder", .text(holder))]
        case .hasAward:
            self.init(
                409, "hasAward", "已有派单，不能再发布到街道。",
                "There is an award already; the wish cannot move to the street.")
        case .placesTaken(let taken):
            self.init(
                409, "placesTaken", "已有 \(taken) 个名额派出，名额不能更少。",
                "\(taken) places are taken; there cannot be fewer.")
            field = "places"
        case .reasonNeeded:
            self.init(
                409, "reasonNeeded", "志愿者已经答应，结束要写明原因。",
                "A volunteer has said yes; say why it ends.")
            field = "reason"
        case .privacy(let findings):
            self.init(
                409, "privacy", "文字里可能有住户信息（\(Self.words(findings).zh)），请修改，或看过后勾选确认，再提交一次。",
                "The words may give the resident away (\(Self.words(findings).en)); change them, "
                    + "or confirm that you have looked, and send it again.")
            extras = [JSON.Member("findings", findings.json)]
        case .previewChanged:
            self.init(
                409, "previewChanged", "预览之后内容变了，请再看一遍。",
                "It has changed since the preview; please look again.")
        case .noContact:
            self.init(
                409, "noContact", "联系方式还没有到，或者已经删除。",
                "The contact has not come yet, or was erased.")
        case .noConsent(let member):
            self.init(
                409, "noConsent", "居民没有同意把联系方式交给 \(member)。",
                "The resident has not agreed that \(member) gets the contact.")
        case .writerStopped:
            self.init(
                409, "writerStopped", "有另一台机器用过本节点的名义，本节点已停止写入；请联系联盟恢复。",
                "A copy of this node has written in its name, so it writes no more; "
                    + "ask the alliance how to restore it.")
        default:
            self.init(
                409, "noEffect", "按规则这一步不起作用。", "By the rules this step has no effect.")
        }
    }

    private static func words(_ findings: Set<PrivacyFinding>) -> (zh: String, en: String) {
        let sorted = PrivacyFinding.allCases.filter(findings.contains)
        return (
            sorted.map(\.words.zh).joined(separator: "、"),
            sorted.map(\.words.en).joined(separator: ", ")
        )
    }
}

extension Set<PrivacyFinding> {
    /// The findings in a fixed order.
    var json: JSON {
        .array(PrivacyFinding.allCases.filter(contains).map { .string($0.rawValue) })
    }
}

extension PrivacyFinding {
    fileprivate var words: (zh: String, en: String) {
        switch self {
        case .phone: ("电话", "a phone number")
        case .identityNumber: ("证件号", "an identity number")
        case .door: ("门牌", "a door")
        case .name: ("姓名", "the name")
        case .consent:
            ("居民只同意在本社区里用", "the consent, which is for this community alone")
        }
    }
}

extension Facts.Outcome {
    fileprivate var words: (zh: String, en: String) {
        switch self {
        case .fulfilled: ("已完成", "fulfilled")
        case .cancelled: ("已取消", "cancelled")
        case .expired: ("已过期", "expired")
        case .moved: ("已发布到街道", "it goes on before the street")
        }
    }
}
