"""How the codes of identity read in Chinese, for a page that stands alone."""

from typing import Final

_OCCUPATIONS: Final = {
    "delivery": "外卖",
    "courier": "快递",
    "ride_hailing": "网约车",
    "truck": "货车",
    "livestream": "主播",
    "domestic": "家政",
    "other": "其他",
}
_ROLES: Final = {
    "administrator": "管理员",
    "supervisor": "协调推进人员",
    "convener": "召集人",
    "clerk": "代办员",
    "handler": "承办人",
    "lead": "活动负责人",
    "partner": "优待核验员",
    "manager": "驿站管理员",
}
_SCOPES: Final = {"division": "区划", "organisation": "单位", "station": "驿站"}
_PURPOSES: Final = {"acting_for": "由工作人员代办", "under_14": "监护人同意"}
_HOW: Final = {"app": "在应用里", "spoken": "当面口头", "written": "书面", "phone": "电话"}
_WAYS: Final = {"code": "验证码", "passkey": "指纹或面容", "demo": "演示"}

#: As papers have it.
SEXES: Final = {"male": "男", "female": "女"}

PROFILE: Final = {
    "sex": SEXES,
    "occupation": _OCCUPATIONS,
    "language": {"zh-CN": "中文", "en": "英文"},
    "size": {"normal": "普通", "elder": "长辈版"},
}
CONSENTS: Final = {"purpose": _PURPOSES, "how": _HOW}
DEVICES: Final = {"way": _WAYS}
ROLES: Final = {"role": _ROLES, "scope_kind": _SCOPES}
