"""Each thing that identity keeps of a person: what for, and until when."""

from typing import Final

from xiangyi.core.personal import Field

_GONE: Final = ("您注销 7 天后的夜里删除。", "Erased in the night after 7 days from closing.")
_STAYS: Final = (
    "一直保留；您注销以后只剩随机编号。",
    "Kept on; once you close your account, by a random number only.",
)


def _field(  # noqa: PLR0913  # a line of the page has as many facts
    field: str,
    names: tuple[str, str],
    purposes: tuple[str, str],
    retention: tuple[str, str] = _GONE,
    *,
    optional: bool = False,
    sensitive: bool = False,
) -> Field:
    return Field(
        field=field,
        name_zh=names[0],
        name_en=names[1],
        purpose_zh=purposes[0],
        purpose_en=purposes[1],
        retention_zh=retention[0],
        retention_en=retention[1],
        optional=optional,
        sensitivity="sensitive" if sensitive else "ordinary",
    )


FIELDS: Final = (
    _field(
        "phone",
        ("手机号", "Phone number"),
        (
            "登录时收验证码；加密保存，显示时中间四位用星号代替。",
            "To sign in by a code; encrypted, shown masked.",
        ),
    ),
    _field(
        "name",
        ("称呼", "Name"),
        ("别人知道怎么称呼您。", "So that others know what to call you."),
        optional=True,
    ),
    _field(
        "born_on",
        ("出生日期", "Date of birth"),
        ("不满 14 岁要监护人同意，凭它判断。", "To know whether a guardian must agree: under 14."),
        optional=True,
        sensitive=True,
    ),
    _field(
        "id_number",
        ("身份证号", "Identity number"),
        (
            "只在您要办的事必须实名时用；加密保存。",
            "Only where what you want needs it by law; encrypted.",
        ),
        optional=True,
        sensitive=True,
    ),
    _field(
        "sex",
        ("性别", "Sex"),
        (
            "您做志愿服务，记录里有这一项（民政部 67 号令）；加密保存。",
            "A volunteer's record has it (the ministry's order No. 67); encrypted.",
        ),
        optional=True,
    ),
    _field(
        "skills",
        ("专业技能", "Skills"),
        (
            "您做志愿服务，记录里有这一项（民政部 67 号令）；加密保存。",
            "A volunteer's record has it (the ministry's order No. 67); encrypted.",
        ),
        optional=True,
    ),
    _field(
        "occupation",
        ("职业", "Occupation"),
        ("先给您看适合您的驿站和服务。", "To show what suits your work first."),
        optional=True,
    ),
    _field(
        "home",
        ("住在哪里", "Home division"),
        (
            "给您看当地的驿站和活动，只到您选的那一级。",
            "To show what is near; only as fine as you choose.",
        ),
        optional=True,
    ),
    _field(
        "language",
        ("语言", "Language"),
        ("用您选的语言给您发消息。", "To write to you in your language."),
        optional=True,
    ),
    _field(
        "size",
        ("长辈版", "Large type"),
        ("记住您要大字。", "To remember that you want large type."),
        optional=True,
    ),
    _field(
        "devices",
        ("登录记录", "Sign-ins"),
        (
            "让您看见在哪里登录过，好退出不认识的设备。",
            "So that you see where you are signed in, and can sign out.",
        ),
        ("退出半年后删除。", "Dropped half a year after signing out."),
    ),
    _field(
        "codes",
        ("验证码和次数", "Codes and counts"),
        (
            "核对验证码，防止有人反复乱试；存的是不可还原的校验值。",
            "To check codes and stop guessing; only as keyed hashes.",
        ),
        ("两天内删除。", "Dropped within two days."),
    ),
    _field(
        "passkeys",
        ("指纹或面容", "Passkeys"),
        (
            "不用验证码登录；指纹和面容只留在您的手机上。",
            "To sign in without a code; finger and face stay on your phone.",
        ),
        ("您删掉它或者注销时删除。", "Erased when you remove it or close your account."),
        optional=True,
    ),
    _field(
        "roles",
        ("职务", "Roles"),
        ("决定您能办哪些事，留下是谁授的。", "To know what you may do, and who granted it."),
        _STAYS,
        optional=True,
    ),
    _field(
        "grant_reason",
        ("授予职务的原因", "Why a role was granted"),
        ("好让旁人查对；加密保存。", "So that it can be looked into; encrypted."),
        (
            "您或者写的人注销时删除。",
            "Erased when you, or whoever wrote it, close the account.",
        ),
        optional=True,
    ),
    _field(
        "withdrawal_reason",
        ("收回职务的原因", "Why a role was withdrawn"),
        ("好让旁人查对；加密保存。", "So that it can be looked into; encrypted."),
        (
            "您或者写的人注销时删除。",
            "Erased when you, or whoever wrote it, close the account.",
        ),
        optional=True,
    ),
    _field(
        "memberships",
        ("所属单位", "Organisations"),
        ("知道您为哪个单位做事。", "To know for which organisation you act."),
        _STAYS,
        optional=True,
    ),
    _field(
        "consents",
        ("您的同意", "Consents"),
        ("证明每件事您同意过，或者收回了。", "To prove what you agreed to, or took back."),
        _STAYS,
        optional=True,
    ),
    _field(
        "consent_note",
        ("代办时的说明", "Note on acting-for"),
        ("记下您当时怎么同意别人替您办。", "To record how you agreed that a clerk acts for you."),
        optional=True,
    ),
    _field(
        "guardian_name",
        ("监护人称呼", "Guardian's name"),
        ("不满 14 岁时，记下是谁同意的。", "Under 14: to record who agreed."),
        ("收回同意或者注销时删除。", "Erased when consent is taken back or the account closed."),
        optional=True,
        sensitive=True,
    ),
    _field(
        "guardian_phone",
        ("监护人手机号", "Guardian's phone"),
        (
            "发验证码，确认是监护人本人同意。",
            "To prove by a code that it was the guardian who agreed.",
        ),
        ("收回同意或者注销时删除。", "Erased when consent is taken back or the account closed."),
        optional=True,
        sensitive=True,
    ),
)
