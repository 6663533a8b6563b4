"""The peer that most would write: FastAPI and SQLAlchemy listing a prefecture's stations."""

import os
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

_engine = create_async_engine(f"sqlite+aiosqlite:///{os.environ['BENCH_DATABASE']}")
_session = async_sessionmaker(_engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class StationAmenity(Base):
    __tablename__ = "station_amenity"
    id: Mapped[int] = mapped_column(primary_key=True)
    station: Mapped[str] = mapped_column(ForeignKey("station.id"))
    amenity: Mapped[str]
    note: Mapped[str]
    out_since: Mapped[str | None]


class Station(Base):
    __tablename__ = "station"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    family: Mapped[str]
    family_words: Mapped[str]
    division: Mapped[str]
    prefecture: Mapped[str]
    address: Mapped[str]
    lon: Mapped[float]
    lat: Mapped[float]
    hours: Mapped[str | None]
    entry: Mapped[str]
    entry_note: Mapped[str]
    gate_words: Mapped[str]
    parking: Mapped[str]
    phone: Mapped[str]
    responsible: Mapped[str]
    initials: Mapped[str]
    closed_at: Mapped[datetime | None]
    amenities: Mapped[list[StationAmenity]] = relationship(order_by=StationAmenity.id)


class AmenityOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    amenity: str
    note: str
    out_since: str | None


class StationOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: str
    name: str
    family: str
    family_words: str
    division: str
    address: str
    lon: float
    lat: float
    hours: str | None
    entry: str
    entry_note: str
    gate_words: str
    parking: str
    phone: str
    responsible: str
    initials: str
    amenities: list[AmenityOut]


app = FastAPI()


async def session():
    async with _session() as one:
        yield one


@app.get("/stations")
async def stations(
    prefecture: str, limit: int, db: Annotated[AsyncSession, Depends(session)]
) -> list[StationOut]:
    query = (
        select(Station)
        .where(Station.prefecture == prefecture, Station.closed_at.is_(None))
        .options(selectinload(Station.amenities))
        .order_by(Station.name)
        .limit(limit)
    )
    return list((await db.scalars(query)).all())
